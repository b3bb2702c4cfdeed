import Link from 'next/link'
import { PlatformChip } from '@/components/platform/platform-chip'
import { Button } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/relative-time'
import { shortDigest } from '@/components/ui/short-digest'
import type { Activity } from '@/lib/contract/activity'
import { parsePlatform } from '@/lib/oci/platform'
import { parseReference, type Reference } from '@/lib/oci/reference'
import { referencePath } from '@/lib/routes'

const LINK =
  'inline-flex min-h-6 items-center underline decoration-line-strong underline-offset-3 hover:decoration-ink'

interface ActivityItemProps {
  activity: Activity
  /** Absent where a later change of the tag stands before it. */
  onUndo?: (() => void) | undefined
}

export function ActivityItem({ activity, onUndo }: ActivityItemProps) {
  const parsed = parseReference(activity.ref)
  const reference = parsed.ok ? parsed.value : null
  return (
    <li className="grid gap-x-4 gap-y-1 border-b py-2 md:grid-cols-[8rem_minmax(0,1fr)_minmax(0,1fr)_3.5rem]">
      <span className="text-ink-2">
        <RelativeTime value={activity.at} />
        <span className="block text-ink-3 text-xs">{activity.actor}</span>
      </span>
      <div className="min-w-0">
        {reference ? (
          <Link href={referencePath(reference)} className={`break-all font-mono font-medium ${LINK}`}>
            {activity.ref}
          </Link>
        ) : (
          <span className="break-all font-mono font-medium">{activity.ref}</span>
        )}
        <p className="flex flex-wrap items-center gap-x-1.5">
          {activity.before ? (
            <ManifestLink reference={reference} digest={activity.before} />
          ) : (
            <span className="text-ink-2">a new tag</span>
          )}
          <span aria-hidden>→</span>
          <span className="sr-only">became</span>
          {activity.after ? (
            <ManifestLink reference={reference} digest={activity.after} />
          ) : (
            <span className="text-ink-2">removed</span>
          )}
        </p>
      </div>
      {activity.action === 'restore' ? (
        <p className="text-ink-2">{activity.after ? 'Put back as it was.' : 'Undone: the tag was new.'}</p>
      ) : (
        <ul aria-label="Made of" className="grid min-w-0 content-start gap-1">
          {activity.sources.map((source, place) => (
            <Source key={`${place.toString()} ${source.digest}`} source={source} />
          ))}
        </ul>
      )}
      {onUndo && (
        <Button
          size="sm"
          className="justify-self-start md:justify-self-end"
          aria-label={`Undo: ${activity.ref}`}
          onClick={onUndo}
        >
          Undo
        </Button>
      )}
    </li>
  )
}

function Source({ source }: { source: Activity['sources'][number] }) {
  const platform = source.platform === null ? null : parsePlatform(source.platform)
  const reference = parseReference(source.ref)
  return (
    <li className="flex min-w-0 flex-wrap items-center gap-x-2">
      {platform?.ok && <PlatformChip platform={platform.value} />}
      <span className="min-w-0 break-all font-mono text-ink-2 text-xs">{source.ref}</span>
      <ManifestLink reference={reference.ok ? reference.value : null} digest={source.digest} />
    </li>
  )
}

function ManifestLink({ reference, digest }: { reference: Reference | null; digest: string }) {
  const text = <span title={digest}>{shortDigest(digest)}</span>
  if (!reference) return <span className="font-mono text-xs">{text}</span>
  const { registry, repository } = reference
  return (
    <Link href={referencePath({ registry, repository, digest })} className={`font-mono text-xs ${LINK}`}>
      {text}
    </Link>
  )
}
