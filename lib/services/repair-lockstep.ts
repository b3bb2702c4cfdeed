import 'server-only'
import type { CompositionSpec } from '@/lib/composition/spec'
import { readSpecYaml } from '@/lib/composition/spec-yaml'
import type { Finding } from '@/lib/coverage/finding-table'
import type { Context } from './context'
import type { TagPlace } from './repair-tag'

export interface ComposedAgain {
  spec: CompositionSpec
  /** Of the findings given. */
  cures: Finding[]
  steps: string[]
}

/** The composition of a tag whose sources moved, with them as they are now. Null where none moved, or one is gone. */
export async function composedAgain(
  context: Context,
  place: TagPlace,
  findings: readonly Finding[],
): Promise<ComposedAgain | null> {
  const moved = findings.filter(({ code }) => code === 'SOURCE_MOVED')
  if (moved.length === 0 || moved.some(({ fix }) => fix === undefined)) return null
  const { compositions } = await context.store()
  const known = await compositions.compositionOf(place)
  const read = known && readSpecYaml(known.spec)
  if (!read?.ok) return null
  const sources = new Set(moved.map(({ details }) => details?.source))
  const manifests = read.value.spec.manifests.map(({ digest, ...entry }) =>
    // The entry was picked from what its tag held then.
    digest === undefined || sources.has(entry.image) ? entry : { ...entry, digest },
  )
  // The tag alone: tags pushed beside it are tags of their own by now.
  const image = `${place.registry}/${place.repository}:${place.tag}`
  return {
    spec: { ...read.value.spec, image, tags: [], manifests },
    cures: moved,
    steps: [...sources].map((source) => `${source} is taken as it is now.`),
  }
}
