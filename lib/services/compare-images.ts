import 'server-only'
import type { ComparableEntry, ComparableImage } from '@/lib/comparison/comparable'
import { compareImages as compare, type ImageComparison } from '@/lib/comparison/compare-images'
import { entryKeys } from '@/lib/comparison/entry-key'
import type { ComparedPair, ComparedSide, CompareQuery, CompareResponse } from '@/lib/contract/compare'
import type { InspectedPlatform, InspectResponse } from '@/lib/contract/inspect'
import { readBothSides } from './compare-sides'
import type { Context } from './context'
import { asPlatform } from './inspect-entry'

/** Two references side by side: their platforms, and one image of each in depth. An error tells which side failed. */
export async function compareImages(
  context: Context,
  query: CompareQuery,
  signal: AbortSignal,
): Promise<CompareResponse> {
  const { a, b } = await readBothSides(context, query, signal)
  const sides = { a: comparable(a), b: comparable(b) }
  const { pair, ...found } = compare(sides.a, sides.b, { a: query.platformA, b: query.platformB })
  const entryA = pair && a.platforms[pair.a]
  const entryB = pair && b.platforms[pair.b]
  return {
    ...found,
    a: sideOf(a, sides.a),
    b: sideOf(b, sides.b),
    pair: pair && entryA && entryB ? pairOf(pair, { a: entryA, b: entryB }) : null,
  }
}

function comparable({ annotations, platforms }: InspectResponse): ComparableImage {
  return { annotations, entries: platforms.map(comparableEntry) }
}

function comparableEntry(entry: InspectedPlatform): ComparableEntry {
  const { digest, status, annotations, config } = entry
  const known = entry.platform ?? config?.platform
  // A manifest that was not read has no config either, not even the name of one.
  const manifestRead = config !== null || status === 'present'
  const configRead = config?.status === 'present' ? config : null
  return {
    platform: known ? asPlatform(known) : null,
    digest,
    status,
    annotations,
    config: configRead && {
      ...configRead,
      platform: configRead.platform && asPlatform(configRead.platform),
    },
    layers: manifestRead ? entry.layers : null,
    history: configRead && entry.history,
  }
}

function sideOf(image: InspectResponse, { entries }: ComparableImage): ComparedSide {
  const { ref, digest, mediaType, kind, artifactType, createdAt, size, warnings, checkedAt } = image
  const keys = entryKeys(entries)
  return {
    ref,
    digest,
    mediaType,
    kind,
    artifactType,
    createdAt,
    size,
    warnings,
    checkedAt,
    entries: image.platforms.map((entry, place) => ({
      key: keys[place] ?? `#${place}`,
      platform: entries[place]?.platform ?? null,
      digest: entry.digest,
      mediaType: entry.mediaType,
      kind: entry.kind,
      artifactType: entry.artifactType,
      size: entry.size,
      createdAt: entry.config?.createdAt ?? null,
      status: entry.status,
      problem: entry.problem,
    })),
  }
}

interface Entries {
  a: InspectedPlatform
  b: InspectedPlatform
}

/** Beside each place stands what is there, so that nobody has to ask for the inspections as well. */
function pairOf({ a, b, comparison }: NonNullable<ImageComparison['pair']>, entries: Entries): ComparedPair {
  const { layers, history, ...values } = comparison
  const layerAt = itemAt(entries.a.layers, entries.b.layers)
  const stepAt = itemAt(entries.a.history, entries.b.history)
  return {
    a,
    b,
    ...values,
    layers: layers && {
      base: layers.base,
      size: layers.size,
      items: layers.layers.map((match) => {
        const { digest, mediaType, size, createdBy } = layerAt(match)
        return { ...match, digest, mediaType, size, createdBy }
      }),
    },
    history:
      history === null
        ? null
        : history.map((match) => {
            const { createdBy, emptyLayer } = stepAt(match)
            return { ...match, createdBy, emptyLayer }
          }),
  }
}

/** What stands at a place of either side; both have the same there. */
function itemAt<Item>(listA: readonly Item[], listB: readonly Item[]) {
  return ({ a, b }: { a: number | null; b: number | null }): Item => {
    const item = (a === null ? undefined : listA[a]) ?? (b === null ? undefined : listB[b])
    if (item === undefined) throw new Error('A comparison points to nothing.')
    return item
  }
}
