import type { SeedPlatform } from './seed-platforms'
import type { Damage, SeedEntry, SeedImage, SeedIndex } from './seed-types'

export type Which = (entry: SeedEntry, place: number) => boolean

export const at =
  (wanted: number): Which =>
  (_, place) =>
    place === wanted
export const on =
  (platform: SeedPlatform): Which =>
  ({ declared }) =>
    declared?.key === platform.key

export const has = (index: SeedIndex, platform: SeedPlatform): boolean => index.entries.some(on(platform))

/** Changes the first entry that is meant. */
export function withEntry(
  index: SeedIndex,
  which: Which,
  change: (entry: SeedEntry) => SeedEntry,
): SeedIndex {
  const place = index.entries.findIndex(which)
  const entry = index.entries[place]
  return entry ? { ...index, entries: index.entries.with(place, change(entry)) } : index
}

/** The same with an image of its own for it, so that no other index changes; its attestation moves along. */
export function withImage(
  index: SeedIndex,
  which: Which,
  change: (image: SeedImage) => Partial<SeedImage>,
): SeedIndex {
  const before = index.entries.find(which)?.image
  if (!before) return index
  const image = { ...before, id: `${before.id} in ${index.id}`, ...change(before) }
  const attestations = index.attestations.map((attestation) =>
    attestation.of === before ? { id: `${image.id} attestation`, of: image } : attestation,
  )
  return { ...withEntry(index, which, (entry) => ({ ...entry, image })), attestations }
}

export const damaged = (index: SeedIndex, damage: Damage): SeedIndex =>
  withImage(index, at(1), () => ({ damage, ownLayer: true }))

export function withMore(index: SeedIndex, platform: SeedPlatform): SeedIndex {
  const [first] = index.entries
  if (!first) return index
  const image = { ...first.image, id: `${index.id} more`, platform }
  return { ...index, entries: [...index.entries, { image, declared: platform }] }
}

export function withoutLast(index: SeedIndex): SeedIndex {
  const last = index.entries.at(-1)?.image
  return {
    ...index,
    entries: index.entries.slice(0, -1),
    attestations: index.attestations.filter(({ of }) => of !== last),
  }
}
