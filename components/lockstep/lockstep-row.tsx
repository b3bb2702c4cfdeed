import Link from 'next/link'
import { ComposeLink } from '@/components/review/compose-link'
import { TargetName } from '@/components/review/target-name'
import { Button } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/relative-time'
import type { OutOfStep } from '@/lib/contract/history'
import { parseReference } from '@/lib/oci/reference'
import { composePath, referencePath } from '@/lib/routes'
import { MovedSources } from './moved-sources'

interface LockstepRowProps {
  item: OutOfStep
  /** Why nothing can be pushed to where the tag is, or null. */
  readOnlyReason: string | null
  onRepair: () => void
}

/** One tag, what moved under it, and the ways to bring it back in step. */
export function LockstepRow({ item, readOnlyReason, onRepair }: LockstepRowProps) {
  const { ref, spec, moved, composedAt, actor } = item
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-4 gap-y-2 border-b px-1 py-2.5 hover:bg-hover @3xl:grid-cols-[minmax(0,1fr)_auto]">
      <div className="grid min-w-0 gap-1.5">
        <p className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <TagName reference={ref} />
          <span className="text-ink-2 text-xs">
            composed <RelativeTime value={composedAt} /> by {actor}
          </span>
        </p>
        <MovedSources moved={moved} label={`What moved under ${ref}`} />
        {spec === null && (
          <p className="text-ink-2">
            A source is gone, so the tag cannot be composed again as it was: choose another one in the
            composer.
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        {spec === null ? (
          <Button asChild>
            <Link href={composePath({ edit: ref })} prefetch={false} aria-label={`Edit ${ref}`}>
              Edit
            </Link>
          </Button>
        ) : (
          <>
            <ComposeLink tag={{ target: ref, spec }}>Compose</ComposeLink>
            <Button
              aria-label={`Repair ${ref}…`}
              disabled={readOnlyReason !== null}
              title={readOnlyReason ?? undefined}
              onClick={onRepair}
            >
              Repair…
            </Button>
          </>
        )}
      </div>
    </div>
  )
}

function TagName({ reference }: { reference: string }) {
  const parsed = parseReference(reference)
  if (!parsed.ok) return <TargetName target={reference} />
  return (
    <Link
      href={referencePath(parsed.value)}
      prefetch={false}
      className="inline-flex min-h-6 min-w-0 items-center underline decoration-line-strong underline-offset-3 hover:decoration-ink"
    >
      <TargetName target={reference} />
    </Link>
  )
}
