import { Fragment, type ReactNode } from 'react'
import { SafeText } from '@/components/inspect/safe-text'
import { CopyButton } from '@/components/ui/copy-button'
import { sourceLink } from './source-link'

export type FactRow = [name: string, value: ReactNode]

/** What a document says, one line each. What it does not say is left out. */
export function FactList({ rows }: { rows: readonly FactRow[] }) {
  const said = rows.filter(([, value]) => value !== null && value !== undefined && value !== '')
  return (
    <dl className="border-t">
      {said.map(([name, value]) => (
        <div key={name} className="grid gap-x-4 border-b py-1.5 sm:grid-cols-[11rem_minmax(0,1fr)]">
          <dt className="text-ink-2">{name}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** An address as a link where a browser can open it, as text everywhere else. */
export function SourceText({ uri }: { uri: string }) {
  const link = sourceLink(uri)
  if (link === null)
    return (
      <span className="break-all font-mono text-xs">
        <SafeText text={uri} />
      </span>
    )
  return (
    <a
      href={link}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="break-all font-mono text-xs underline decoration-line-strong underline-offset-3 hover:decoration-ink"
    >
      <SafeText text={uri} />
    </a>
  )
}

/** Text of somebody else's, for a machine to read. */
export function MonoText({ text, copy }: { text: string; copy?: string }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-0.5">
      <span className="min-w-0 break-all font-mono text-xs">
        <SafeText text={text} />
      </span>
      {copy && <CopyButton value={text} label={copy} />}
    </span>
  )
}

/** Names in one line. */
export function Names({ names }: { names: readonly string[] }) {
  return names.map((name, place) => (
    <Fragment key={`${place.toString()} ${name}`}>
      {place > 0 && ', '}
      <SafeText text={name} />
    </Fragment>
  ))
}

/** A claim of the document: said to be so, said not to be so, or not said. */
export function claimInWords(claim: boolean | null): string | null {
  if (claim === null) return null
  return claim ? 'yes' : 'no'
}
