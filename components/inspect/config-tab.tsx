import { Search } from 'lucide-react'
import Link from 'next/link'
import { labelTerm } from '@/components/search/search-terms'
import { EmptyState } from '@/components/ui/empty-state'
import { FirstFew } from '@/components/ui/first-few'
import { StatusGlyph } from '@/components/ui/status-glyph'
import type { InspectedPlatform } from '@/lib/contract/inspect'
import { searchPath } from '@/lib/routes'
import { AnnotationValue } from './annotation-value'
import { type ConfigRow, type ConfigValue, configSections, LABELS_TITLE } from './config-rows'
import { EntryChip } from './entry-chip'
import type { ImageTabProps } from './image-tabs'
import { PlatformStrip } from './platform-strip'
import { SafeText } from './safe-text'

/** Chips beside one value before the rest is a number. */
const CHIPS_MAX = 8

/** Different values of one field before the rest is folded. */
const VALUES_MAX = 16

/** How the image runs, on all platforms at once: what is the same is said once, what differs is marked. */
export function ConfigTab({ image, chosen, choosePlatform }: ImageTabProps) {
  const { platforms } = image
  const unread = platforms.filter(({ kind, config }) => kind === 'image' && config?.status !== 'present')
  const sections = configSections(platforms)
  const place = chosen ? platforms.indexOf(chosen) : null
  return (
    <div>
      <div className="mb-3">
        <PlatformStrip platforms={platforms} chosen={chosen} onChoose={choosePlatform} />
      </div>
      {unread.length > 0 && <Unread platforms={unread} />}
      {sections.length === 0 && (
        <EmptyState title="There is no image config to show.">
          Only container images have one. Raw shows what this is.
        </EmptyState>
      )}
      {sections.map(({ title, rows }) => (
        <section key={title} className="mb-5">
          <h3 className="mb-1 font-semibold">{title}</h3>
          <dl className="border-t">
            {rows.map((row) => (
              <Row
                key={row.field}
                row={row}
                platforms={platforms}
                place={place}
                isLabel={title === LABELS_TITLE}
              />
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}

function Unread({ platforms }: { platforms: readonly InspectedPlatform[] }) {
  return (
    <p className="mb-3 flex flex-wrap items-center gap-1.5 text-ink-2">
      The config could not be read of
      {platforms.slice(0, CHIPS_MAX).map((platform, place) => (
        <EntryChip key={`${place.toString()} ${platform.digest}`} entry={platform} />
      ))}
      {platforms.length > CHIPS_MAX && `and ${platforms.length - CHIPS_MAX} more`}
    </p>
  )
}

interface RowProps {
  row: ConfigRow
  platforms: readonly InspectedPlatform[]
  /** The place of the only platform to show; null for all. */
  place: number | null
  isLabel: boolean
}

function Row({ row, platforms, place, isLabel }: RowProps) {
  const differs = row.values.length > 1
  const values = place === null ? row.values : row.values.filter((value) => value.platforms.includes(place))
  if (values.length === 0) return null
  const drawn = (value: ConfigValue) => (
    <Value
      key={value.platforms.join()}
      field={row.field}
      value={value}
      isLabel={isLabel}
      platforms={place === null && differs ? platforms : []}
    />
  )
  return (
    <div className="grid gap-x-4 border-b py-1.5 sm:grid-cols-[14rem_minmax(0,1fr)]">
      <dt className="min-w-0 break-words text-ink-2">
        <SafeText text={row.field} />
        {differs && (
          <span className="ml-1.5 inline-flex items-center gap-1 text-2xs text-warn">
            <StatusGlyph kind="warning" label={null} className="size-2.5" />
            differs
          </span>
        )}
      </dt>
      <dd className="min-w-0">
        <FirstFew items={values} most={VALUES_MAX}>
          {(some) => <div className="grid gap-1">{some.map(drawn)}</div>}
        </FirstFew>
      </dd>
    </div>
  )
}

interface ValueProps {
  field: string
  value: ConfigValue
  /** Those whose chips stand beside it. */
  platforms: readonly InspectedPlatform[]
  isLabel: boolean
}

function Value({ field, value, platforms, isLabel }: ValueProps) {
  const term = isLabel && value.value !== null ? labelTerm(field, value.value) : null
  const chips = value.platforms.flatMap((place) => platforms[place] ?? [])
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
      {chips.slice(0, CHIPS_MAX).map((platform, place) => (
        <EntryChip key={`${place.toString()} ${platform.digest}`} entry={platform} />
      ))}
      {chips.length > CHIPS_MAX && (
        <span className="text-ink-3 text-xs">and {chips.length - CHIPS_MAX} more</span>
      )}
      <AnnotationValue name={field} value={value.value} />
      {term !== null && (
        <Link
          href={searchPath({ q: term })}
          prefetch={false}
          aria-label={`Other tags with ${term}`}
          title={`Other tags with ${term}`}
          className="grid size-6 place-items-center rounded-sm text-ink-3 hover:text-ink"
        >
          <Search className="size-3" aria-hidden />
        </Link>
      )}
    </div>
  )
}
