import 'server-only'
import type { ManifestFacts, Presence } from '@/lib/coverage/facts'
import type { Descriptor } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'
import { isAttestation } from '@/lib/oci/image-index'
import type { ImageManifest, Manifest } from '@/lib/oci/manifest'
import { isForeignLayerType } from '@/lib/oci/media-type'
import type { RegistryClient } from '@/lib/registry/client-types'
import { RegistryError } from '@/lib/registry/errors'
import type { ScanMode } from '@/lib/storage/scan-store'
import { blobsOf, factsOfManifest, factsOfUnread, imageFactsOf } from './scan-facts'
import { isSilence } from './scan-health'

/** Indexes in indexes are followed this far; the top one counts. */
const INDEX_DEPTH_MAX = 3
const ENTRIES_MAX = 1000

export interface ScanContentParts {
  client: RegistryClient
  repository: string
  mode: ScanMode
  /** Asked for once there is something to read: where nothing has changed, never. */
  known: () => Promise<ReadonlyMap<Digest, { state: Presence; kind: string }>>
  now: () => number
  signal: AbortSignal
  onFacts: (facts: ManifestFacts) => void
  /** A known manifest answers as before. */
  onConfirmed: (digest: Digest) => void
  /** Whether the registry answered, for those who watch its health. */
  onAnswer: (error: RegistryError | null) => void
}

/** Nothing was answered, which may say more of the registry than of what was asked for: it is asked for once more. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

/**
 * Reads what is behind the tags of one repository, every digest once however many tags share it. A quick scan asks
 * for what is not known to be there; one that verifies, for everything again.
 */
export function createScanContent(parts: ScanContentParts) {
  const { client, repository, mode, now } = parts
  const options = { signal: parts.signal, lane: 'scan' as const, verify: true }
  const asked = new Map<Digest, Promise<void>>()
  const heads = new Map<Digest, Promise<Presence>>()

  let known: ReadonlyMap<Digest, { state: Presence; kind: string }> = new Map()
  let knowing: Promise<void> | null = null
  let isLastTry = false

  /** Known to be present means that all behind it was read: an index is told after its children. */
  async function behind(manifest: Manifest, depth: number, attestation: boolean): Promise<void> {
    if (manifest.kind === 'index') {
      const entries = depth >= INDEX_DEPTH_MAX ? [] : manifest.manifests.slice(0, ENTRIES_MAX)
      await all(entries, (entry) => child(entry, depth + 1))
      tell(manifest, 'present', null)
    } else if (manifest.kind === 'image' && !attestation) await image(manifest)
    else tell(manifest, await stateOfBlobs(manifest), null)
  }

  async function image(manifest: ImageManifest): Promise<void> {
    const before = known.get(manifest.digest)
    if (mode !== 'quick' && before?.state === 'present' && before.kind === 'image') {
      const state = await headAll([manifest.config, ...(mode === 'deep' ? manifest.layers : [])])
      return state === 'present' ? parts.onConfirmed(manifest.digest) : tell(manifest, state, null)
    }
    const config = await readConfig(manifest.config)
    const blobs = await stateOfBlobs(manifest)
    const problem = config.problem ?? (blobs === 'present' ? null : PROBLEM[blobs])
    const state = config.state === 'present' ? blobs : config.state
    parts.onFacts(factsOfManifest(manifest, { state, problem, image: config.image, checkedAt: now() }))
  }

  const tell = (manifest: Manifest, state: Presence, image: ManifestFacts['image']): void => {
    const problem = state === 'present' ? null : PROBLEM[state]
    parts.onFacts(factsOfManifest(manifest, { state, problem, image, checkedAt: now() }))
  }

  /** Layers are asked for in a deep scan alone. */
  const stateOfBlobs = async (manifest: Manifest): Promise<Presence> =>
    mode === 'deep' ? headAll(blobsOf(manifest)) : 'present'

  async function headAll(blobs: readonly Descriptor[]): Promise<Presence> {
    const held = blobs.filter(({ mediaType }) => !isForeignLayerType(mediaType))
    const states = await all(held, head)
    if (states.includes('missing')) return 'missing'
    return states.includes('unreadable') ? 'unreadable' : 'present'
  }

  const head = ({ digest }: Descriptor): Promise<Presence> =>
    once(heads, digest, async () => {
      const answer = await answerOf(() => client.headBlob(repository, digest, options))
      if (answer.error) return 'unreadable'
      return answer.value ? 'present' : 'missing'
    })

  async function readConfig(config: Descriptor) {
    const answer = await answerOf(() => client.getConfig(repository, config, options))
    if (answer.error === null)
      return { state: 'present' as const, problem: null, image: imageFactsOf(answer.value) }
    const state: Presence = answer.error.missing ? 'missing' : 'unreadable'
    return { state, problem: answer.error.message, image: null }
  }

  const child = (entry: Descriptor, depth: number): Promise<void> => {
    if (mode === 'quick' && known.get(entry.digest)?.state === 'present') return Promise.resolve()
    return once(asked, entry.digest, async () => {
      const answer = await answerOf(() => client.getManifest(repository, entry.digest, options))
      if (answer.error === null) return behind(answer.value, depth, isAttestation(entry))
      const { missing, message } = answer.error
      const state = missing ? 'missing' : 'unreadable'
      parts.onFacts(factsOfUnread(entry.digest, { state, problem: message, checkedAt: now() }))
    })
  }

  async function answerOf<T>(ask: () => Promise<T>): Promise<Answer<T>> {
    try {
      const value = await ask()
      parts.onAnswer(null)
      return { value, error: null }
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error
      parts.onAnswer(error)
      if (isSilence(error) && !isLastTry) throw new NoAnswer(error.message, { cause: error })
      return { value: null, error }
    }
  }

  return {
    /** Throws `NoAnswer`, as `read` does, until the last try. */
    answerOf,
    /** From now on silence is what is told of what was asked for. */
    lastTry: (): void => {
      isLastTry = true
    },
    /** What a tag points to, and all that is behind it. */
    async read(manifest: Manifest): Promise<void> {
      knowing ??= parts.known().then((stored) => {
        known = stored
      })
      await knowing
      if (mode === 'quick' && known.get(manifest.digest)?.state === 'present') return
      return once(asked, manifest.digest, () => behind(manifest, 1, false))
    },
  }
}

/** Asked for by as many as want it, one time; again where nothing came of it. */
function once<T>(known: Map<Digest, Promise<T>>, digest: Digest, ask: () => Promise<T>): Promise<T> {
  const asking = known.get(digest) ?? ask()
  known.set(digest, asking)
  asking.catch(() => known.delete(digest))
  return asking
}

/** Waits for all of them before it fails: nothing goes on behind the back of who asked. */
async function all<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const ended = await Promise.allSettled(items.map(work))
  return ended.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
}

export type Answer<T> = { value: T; error: null } | { value: null; error: RegistryError }

const PROBLEM: Record<'missing' | 'unreadable', string> = {
  missing: 'The registry no longer has its config or one of its layers.',
  unreadable: 'Its config or one of its layers could not be asked for.',
}
