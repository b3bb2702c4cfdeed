import 'server-only'
import type { ManifestFacts } from '@/lib/coverage/facts'
import type { Digest } from '@/lib/oci/digest'
import type { Readings, TagReading } from '@/lib/storage/index-store'

/** Tags checked until they are stored: what a process that is killed has to ask for again. */
const TAGS_MAX = 128
const WAIT_MS = 500

export interface ScanBatch {
  manifest(facts: ManifestFacts): void
  confirmed(digest: Digest): void
  /** A tag is told after all that is behind it, so that none is stored without. */
  tag(reading: TagReading): void
  unchanged(tag: string): void
  /** Waits until all that was told is stored. */
  flush(): Promise<void>
}

/** Gathers readings and stores them in batches, one at a time. A batch that cannot be stored fails the next call. */
export function createScanBatch(how: {
  store: (readings: Readings) => Promise<void>
  verified: boolean
  now: () => number
  /** When the repository answered with its tags: told with the first batch, of which there is one in any case. */
  listedAt: number | null
}): ScanBatch {
  let next = empty()
  let count = 0
  let since = how.now()
  let storing: Promise<void> = Promise.resolve()
  let failure: unknown
  let { listedAt } = how

  function storeNow(): void {
    if (isEmpty(next) && listedAt === null) return
    const { tags, unchanged, manifests, confirmed } = next
    const checkedAt = since
    const readings: Readings = {
      tags,
      manifests,
      unchanged: unchanged.length > 0 ? { tags: unchanged, checkedAt, verified: how.verified } : null,
      confirmed: confirmed.length > 0 ? { digests: confirmed, checkedAt } : null,
      ...(listedAt !== null && { listedAt }),
    }
    listedAt = null
    next = empty()
    count = 0
    storing = storing
      .then(() => how.store(readings))
      .catch((error: unknown) => {
        failure ??= error
      })
  }

  function added(): void {
    if (failure) throw failure
    if (count === 1) since = how.now()
    if (count >= TAGS_MAX || how.now() - since > WAIT_MS) storeNow()
  }

  return {
    manifest: (facts) => void next.manifests.push(facts),
    confirmed: (digest) => void next.confirmed.push(digest),
    tag(reading) {
      next.tags.push(reading)
      count++
      added()
    },
    unchanged(tag) {
      next.unchanged.push(tag)
      count++
      added()
    },
    async flush() {
      storeNow()
      await storing
      if (failure) throw failure
    },
  }
}

interface Gathered {
  tags: TagReading[]
  unchanged: string[]
  manifests: ManifestFacts[]
  confirmed: Digest[]
}

const empty = (): Gathered => ({ tags: [], unchanged: [], manifests: [], confirmed: [] })
const isEmpty = (it: Gathered): boolean =>
  it.tags.length + it.unchanged.length + it.manifests.length + it.confirmed.length === 0
