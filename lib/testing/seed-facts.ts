import type {
  CompositionFacts,
  ManifestFacts,
  Presence,
  RepositoryFacts,
  TagEventFacts,
  TagFacts,
} from '@/lib/coverage/facts'
import { readImageConfig } from '@/lib/oci/image-config'
import { attestationSubject } from '@/lib/oci/image-index'
import { readManifest } from '@/lib/oci/manifest'
import { digestOf, type MadeManifest } from './make-image'
import { bytesOf, partsOf, piecesOf } from './seed-content'
import type { SeedPlan } from './seed-plan'
import { MOMENTS, type Moment } from './seed-truth-finding'
import type { SeedAttestation, SeedImage, SeedRepository, SeedTag } from './seed-types'

/** Anything, for a registry nobody asks. */
export const SEED_REGISTRY = 'registry.test'

/** What a scan that makes no mistake knows of every repository at one moment, after one at each moment before. */
export function factsOf(plan: SeedPlan, moment: Moment): RepositoryFacts[] {
  return plan[moment].map((repository) => ({
    version: 1,
    registry: SEED_REGISTRY,
    repository: repository.name,
    tags: repository.tags.map(tagFacts),
    manifests: new Map(repository.tags.flatMap(manifestsOf).map((facts) => [facts.digest, facts])),
    history: new Map(
      repository.tags.map(({ name }) => [name, eventsOf(plan, moment, repository.name, name)]),
    ),
    compositions: new Map(compositionsIn(plan, repository)),
  }))
}

const AT: Record<Moment, number> = { first: 1_000, moved: 2_000, emptied: 3_000 }

function tagFacts({ name, link, content }: SeedTag): TagFacts {
  const state = ({ whole: 'present', gone: 'missing', torn: 'unreadable' } as const)[link]
  const digest = link === 'whole' ? bytesOf(content).digest : null
  return { tag: name, state, digest, problem: null, checkedAt: 1_000, verifiedAt: null }
}

function manifestsOf({ content }: SeedTag): ManifestFacts[] {
  const damage = new Map(piecesOf(content).map((piece) => [bytesOf(piece).digest, piece.damage]))
  return partsOf(content).manifests.map((made) => manifestFacts(made, damage.get(made.digest)))
}

/** Layers are not asked for. */
function manifestFacts(made: MadeManifest, damage: (SeedImage | SeedAttestation)['damage']): ManifestFacts {
  const { bytes, mediaType: contentType, digest } = made
  const read = readManifest({ bytes, contentType, digestOf })
  const isRead = damage === undefined || !damage.startsWith('manifest')
  const config = read.kind === 'image' && isRead && !damage?.startsWith('config') ? made.blobs[0] : undefined
  const image = config ? readImageConfig(config.bytes) : null
  return {
    digest,
    state: stateOf(damage),
    problem: null,
    kind: isRead ? read.kind : 'unknown',
    mediaType: read.mediaType,
    artifactType: read.kind === 'artifact' ? read.artifactType : null,
    size: read.size,
    entries: (read.kind === 'index' ? read.manifests : []).map((entry) => ({
      digest: entry.digest,
      mediaType: entry.mediaType,
      size: entry.size,
      platform: entry.platform ?? null,
      artifactType: null,
      attests: attestationSubject(entry),
    })),
    image: image && {
      platform: image.platform,
      createdAt: image.createdAt === null ? null : Date.parse(image.createdAt),
      labels: image.labels,
    },
    blobs: [],
    subject: null,
    checkedAt: 1_000,
  }
}

function stateOf(damage: (SeedImage | SeedAttestation)['damage']): Presence {
  if (damage === undefined || damage === 'layer-gone') return 'present'
  return damage.endsWith('gone') ? 'missing' : 'unreadable'
}

function eventsOf(plan: SeedPlan, moment: Moment, repository: string, tag: string): TagEventFacts[] {
  const seen = MOMENTS.slice(0, MOMENTS.indexOf(moment) + 1).flatMap((then) => {
    const was = plan[then].find(({ name }) => name === repository)?.tags.find(({ name }) => name === tag)
    return was?.link === 'whole' ? [{ at: AT[then], content: was.content }] : []
  })
  const moves = seen.filter(({ content }, place) => seen[place - 1]?.content.id !== content.id)
  return moves.toReversed().map(({ at, content }) => ({
    at,
    digest: bytesOf(content).digest,
    platforms: piecesOf(content).flatMap((piece) =>
      'of' in piece || stateOf(piece.damage) !== 'present' ? [] : piece.platform.key,
    ),
  }))
}

function compositionsIn(plan: SeedPlan, now: SeedRepository): [string, CompositionFacts][] {
  const first = plan.first.find(({ name }) => name === now.name)
  const digestIn = (repository: SeedRepository | undefined, tag: string) => {
    const found = repository?.tags.find(({ name }) => name === tag)
    return found ? bytesOf(found.content).digest : null
  }
  return plan.compositions
    .filter(({ repository }) => repository === now.name)
    .map(({ tag, sources }) => [
      tag,
      {
        digest: digestIn(first, tag) ?? '',
        at: 500,
        sources: sources.map((source) => ({
          registry: SEED_REGISTRY,
          repository: now.name,
          tag: source.tag,
          digest: digestIn(first, source.tag) ?? '',
          platform: source.platform.key,
          now: digestIn(now, source.tag),
        })),
      },
    ])
}
