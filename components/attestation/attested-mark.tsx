import { FileText } from 'lucide-react'

/** That there are statements about a platform, and which; `said` in words. */
export function AttestedMark({ said }: { said: string | null }) {
  if (said === null) return null
  return (
    <span title={`Attested: ${said}`} className="mr-auto grid size-5 place-items-center text-ink-2">
      <FileText className="size-3.5" aria-hidden />
      <span className="sr-only">Attested: {said}</span>
    </span>
  )
}
