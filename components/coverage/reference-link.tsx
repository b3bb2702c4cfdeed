import Link from 'next/link'
import { parseReference } from '@/lib/oci/reference'
import { referencePath } from '@/lib/routes'

/** A reference as it is written, leading to what it names; the registry dimmed. */
export function ReferenceLink({ reference }: { reference: string }) {
  const parsed = parseReference(reference)
  if (!parsed.ok) return <span className="break-all font-mono text-xs">{reference}</span>
  const { registry } = parsed.value
  return (
    <Link
      href={referencePath(parsed.value)}
      className="break-all font-mono text-xs decoration-line-strong underline-offset-3 hover:underline"
    >
      <span className="text-ink-3">{registry}/</span>
      {reference.slice(registry.length + 1)}
    </Link>
  )
}
