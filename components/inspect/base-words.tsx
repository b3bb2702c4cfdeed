import Link from 'next/link'
import { referencePath } from '@/lib/routes'
import type { BaseMark } from './base-image'
import { SafeText } from './safe-text'

/** What a base is, and how one knows, with the way to it. */
export function BaseWords({ mark: { words, name, reference } }: { mark: BaseMark }) {
  return (
    <>
      {words}
      {': '}
      {reference ? (
        <Link
          href={referencePath(reference)}
          prefetch={false}
          className="break-all font-mono text-xs underline decoration-line-strong underline-offset-3 hover:decoration-ink"
        >
          {name}
        </Link>
      ) : (
        <span className="break-all font-mono text-xs">
          <SafeText text={name} />
        </span>
      )}
    </>
  )
}
