import { withoutLast } from './seed-edit'
import type { SeedContent, SeedImage, SeedIndex } from './seed-types'

/** The same, built anew a day later: another digest for all of it. */
export function rebuilt<Content extends SeedContent>(content: Content): Content
export function rebuilt(content: SeedContent): SeedContent {
  if (content.kind === 'image') return rebuiltImage(content)
  return content.kind === 'index' ? rebuiltIndex(content) : { ...content, id: `${content.id} again` }
}

export const hasEntries = (content: SeedContent, least: number): boolean =>
  content.kind === 'index' && content.entries.length >= least

/** Its last platform is there once, whatever the build: without it, it is lost. */
export function endsAlone(content: SeedContent): boolean {
  if (content.kind !== 'index') return false
  const [last, ...others] = content.entries.map(({ image }) => image.platform.plain).toReversed()
  return last !== undefined && !others.includes(last)
}

/** The same without the last platform. */
export const shrunk = (content: SeedContent): SeedContent =>
  content.kind === 'index' ? withoutLast(rebuilt(content)) : content

/** What a pipeline leaves behind that tags each architecture's image over the one before. */
export const lastImage = (content: SeedContent): SeedContent =>
  (content.kind === 'index' && rebuilt(content).entries.at(-1)?.image) || content

const rebuiltImage = (image: SeedImage): SeedImage => ({
  ...image,
  id: `${image.id} again`,
  day: image.day + 1,
})

function rebuiltIndex(index: SeedIndex): SeedIndex {
  return {
    ...index,
    id: `${index.id} again`,
    entries: index.entries.map((entry) => ({ ...entry, image: rebuiltImage(entry.image) })),
    inner: index.inner.map(rebuiltIndex),
    attestations: index.attestations.map(({ id, of }) => ({ id: `${id} again`, of: rebuiltImage(of) })),
  }
}
