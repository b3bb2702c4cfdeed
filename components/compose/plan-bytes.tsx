import Link from 'next/link'
import { Fragment, type ReactNode } from 'react'
import { CodeBlock } from '@/components/ui/code-block'
import { CopyButton } from '@/components/ui/copy-button'
import type { PlanResponse } from '@/lib/contract/compositions'
import { parseReference } from '@/lib/oci/reference'
import { referencePath } from '@/lib/routes'

/** The bytes as they will be put, to the last blank; every child's digest leads to where it lies today. */
export function PlanBytes({ plan }: { plan: PlanResponse }) {
  const sources = new Map(plan.entries.map((entry) => [entry.digest, entry.source]))
  return (
    <div className="relative">
      <CodeBlock
        label="Exact bytes of the index"
        className="max-h-120 whitespace-pre-wrap pr-10 [overflow-wrap:anywhere]"
      >
        {plan.bytes.split('\n').map((line, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one text, in their order
          <BytesLine key={place} line={line} sources={sources} />
        ))}
      </CodeBlock>
      <CopyButton
        value={plan.bytes}
        label="Copy the exact bytes"
        className="absolute top-1.5 right-1.5 bg-sunk"
      />
    </div>
  )
}

/** What does not fit goes on under its own beginning, so that the nesting stays readable. */
function BytesLine({ line, sources }: { line: string; sources: ReadonlyMap<string, string> }) {
  const indent = `${line.search(/\S|$/) + 2}ch`
  return (
    <span className="block" style={{ paddingLeft: indent, textIndent: `-${indent}` }}>
      {line.split(/("sha\d+:[a-f0-9]+")/).map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one line, in their order
        <Fragment key={place}>{place % 2 === 1 ? linked(part, sources) : part}</Fragment>
      ))}
    </span>
  )
}

/** `quoted` is a digest with its quotes; one that is no entry's (in an annotation, say) stays text. */
function linked(quoted: string, sources: ReadonlyMap<string, string>): ReactNode {
  const digest = quoted.slice(1, -1)
  const source = parseReference(sources.get(digest) ?? '')
  if (!source.ok) return quoted
  const { registry, repository } = source.value
  return (
    <>
      &quot;
      <Link
        href={referencePath({ registry, repository, digest })}
        prefetch={false}
        className="underline decoration-line-strong underline-offset-3 hover:decoration-ink"
      >
        {digest}
      </Link>
      &quot;
    </>
  )
}
