import 'server-only'
import type { ManifestFacts, Presence, RepositoryFacts } from '@/lib/coverage/facts'
import type { RepositoryJudgement } from '@/lib/coverage/judgement'
import type { Digest } from '@/lib/oci/digest'

/** A repository of a registry, as configured. */
export interface Place {
  registry: string
  repository: string
}

/** What a scan has to know of a tag to ask for it conditionally. Times are milliseconds since the epoch. */
export interface KnownTag {
  tag: string
  state: Presence
  digest: Digest | null
  etag: string | null
  checkedAt: number
  verifiedAt: number | null
}

/** What came of asking for a tag. `digest` of one that could not be read: null, and what was known stays. */
export interface TagReading {
  tag: string
  state: Presence
  digest: Digest | null
  etag: string | null
  problem: string | null
  checkedAt: number
  /** When everything behind it was asked for as well; null leaves what was. */
  verifiedAt: number | null
}

/** A batch of what a scan learned of one repository: stored whole or not at all. */
export interface Readings {
  tags: TagReading[]
  /** Present before, and found to be as they were by a conditional request. */
  unchanged: { tags: string[]; checkedAt: number; verified: boolean } | null
  manifests: ManifestFacts[]
  /** Known manifests that were asked for again and answer as before. */
  confirmed: { digests: Digest[]; checkedAt: number } | null
  /** When the repository answered with its tags; not there where it was not asked. */
  listedAt?: number
}

export type EventOrigin = 'scan' | 'webhook' | 'push' | 'restore'

/** Who moved a tag, where somebody told. */
export interface Told {
  origin: EventOrigin
  actor: string | null
}

/** What judging a repository changed, for those who watch. */
export interface JudgedChange {
  /** Tags whose digest, cells or findings are not what they were; removed ones too. */
  changed: string[]
  lost: { tag: string; platforms: string[]; digest: Digest | null; before: Digest | null }[]
  /** Findings that were not there before and count. */
  fresh: { code: string; severity: string; ref: string; platform: string | null; message: string }[]
}

/** The write side of the index: what scans learn, and what judging makes of it. */
export interface IndexStore {
  addRepositories(registry: string, names: readonly string[]): Promise<void>
  /** Repositories a whole, complete listing did not name: their tags are removed, their history stays. */
  removeOthers(registry: string, listed: ReadonlySet<string>, at: number): Promise<string[]>
  /** The repository was asked for its tags: `problem` is null where it answered, which readings tell as well. */
  recordListing(place: Place, listing: { at: number; problem: string | null }): Promise<void>
  knownTags(place: Place): Promise<KnownTag[]>
  /** Of every manifest known there: its state, and when it was last asked for. */
  knownManifests(place: Place): Promise<Map<Digest, { state: Presence; kind: string; checkedAt: number }>>
  recordReadings(place: Place, readings: Readings): Promise<void>
  /** Tags that are not listed any more. Their history gains the event by judging. */
  removeTags(place: Place, tags: readonly string[]): Promise<void>
  /** Everything a judgement is made from; null where the repository is not known. */
  factsOf(place: Place): Promise<RepositoryFacts | null>
  /**
   * Writes a judgement: tags, findings (with the time each was first found kept), the repository's summary, and an
   * event for every tag whose digest is not its newest event's. Only rows that changed are written; nothing where
   * newer facts (`version`) were judged meanwhile.
   */
  recordJudgement(
    place: Place,
    judgement: RepositoryJudgement,
    about: {
      at: number
      version: number
      told: ReadonlyMap<string, Told>
      /** What tells the policies and ignores it was judged by from others. */
      rules?: string
    },
  ): Promise<JudgedChange>
  /** Repositories last judged by other rules, in order; at most `limit` behind `after`. */
  judgedByOthers(rules: string, page: { after: Place | null; limit: number }): Promise<Place[]>
  /** Every repository known of a registry, sorted. */
  repositoryNames(registry: string): Promise<string[]>
}
