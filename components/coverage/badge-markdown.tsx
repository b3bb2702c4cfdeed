import { useId } from 'react'
import { CommandLine } from '@/components/ui/command-line'
import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'
import { parseReference } from '@/lib/oci/reference'
import { pageAddress, referencePath } from '@/lib/routes'
import { apiAddress } from './api-command'

interface BadgeMarkdownProps {
  reference: string
  tag: string
  onTag: (tag: string) => void
}

/** A picture of one tag's platforms for a README. */
export function BadgeMarkdown({ reference, tag, onTag }: BadgeMarkdownProps) {
  const id = useId()
  const parsed = parseReference(reference)
  const origin = typeof window === 'undefined' ? '' : window.location.origin
  const page = parsed.ok ? pageAddress(origin, referencePath(parsed.value)) : origin
  const markdown = `[![platforms](${apiAddress('badge', { ref: reference })})](${page})`
  return (
    <section aria-label="A badge for a README" className="border-t pt-2.5">
      <div className="mb-1 flex items-center gap-2">
        <Label htmlFor={id}>A badge for the tag</Label>
        <Input
          id={id}
          value={tag}
          className="h-6 w-32 font-mono text-xs"
          onChange={(event) => onTag(event.target.value.trim())}
        />
      </div>
      {parsed.ok ? (
        <CommandLine command={markdown} label="badge as Markdown" />
      ) : (
        <p className="text-bad text-xs">{parsed.error.message}</p>
      )}
    </section>
  )
}
