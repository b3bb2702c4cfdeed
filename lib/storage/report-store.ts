import 'server-only'
import type { Presence } from '@/lib/coverage/facts'
import type { JudgedCell } from '@/lib/coverage/judgement'
import type { Digest } from '@/lib/oci/digest'
import type { EventOrigin, Place } from './index-store'

/** Which tags: everything given has to hold. */
export interface TagFilter {
  registry?: string | undefined
  /** One repository by name. */
  repository?: string | undefined
  /** Repositories, by id. */
  repositories?: readonly number[] | undefined
  /** Tags by name. */
  tags?: readonly string[] | undefined
  /** Parts of `repository:tag`, whatever their case. */
  parts?: readonly string[] | undefined
  /** Platforms it can be pulled for, and those it cannot. */
  offers?: readonly string[] | undefined
  lacks?: readonly string[] | undefined
  /** Finding codes, one of them. */
  codes?: readonly string[] | undefined
  kinds?: readonly string[] | undefined
  /** Something it names is gone, whether that counts or not. */
  dangling?: boolean | undefined
  /** Tags with an error, or that lack one of these platforms. */
  failing?: { lacks: readonly string[] } | undefined
  /** Names of tags as patterns of LIKE: of each group one has to fit; none of `unlike`. */
  like?: readonly (readonly string[])[] | undefined
  unlike?: readonly string[] | undefined
  /** Tags that point to it. */
  ownDigest?: Digest | undefined
  /** Tags whose digest, child, config or layer it is. */
  digests?: readonly Digest[] | undefined
  /** Labels of an image of theirs; a null value: whatever the value. */
  labels?: readonly { key: string; value: string | null }[] | undefined
}

/** A filter whose names and platforms were looked up once, for all the questions asked of it. */
export interface NarrowedFilter extends TagFilter {
  /** By part: repositories whose name has it, and tags; null where those are too many to name. */
  named?: readonly { part: string; repositories: number[]; tags: string[] | null }[]
  /** All there are that are called so; absent where they are too many to name. */
  called?: readonly string[]
  /** All there are of these platforms and without those; absent where they are too many to name. */
  runningOn?: readonly string[]
}

/** The last row of a page: by registry, repository, newest version first. */
export interface TagPosition {
  registry: string
  repository: string
  rank: number
  tag: string
}

/** Times are milliseconds since the epoch. */
export interface ReportTag {
  id: string
  registry: string
  repository: string
  tag: string
  rank: number
  state: Presence
  digest: Digest | null
  kind: 'index' | 'image' | 'artifact' | 'unknown' | 'missing'
  mediaType: string | null
  artifactType: string | null
  size: number | null
  createdAt: number | null
  attestations: number
  problem: string | null
  cells: Record<string, JudgedCell>
  offers: string[]
  errors: number
  warnings: number
  checkedAt: number
  verifiedAt: number | null
}

export interface TagKey {
  id: string
  tag: string
  /** Bytes. */
  size: number | null
  createdAt: number | null
  offers: string[]
}

export interface ReportFinding {
  /** Null: of the repository itself. */
  tagId: string | null
  ref: string
  code: string
  severity: 'error' | 'warning' | 'info'
  platform: string | null
  message: string
  details: Record<string, unknown> | null
  foundAt: number
  ignored: { id: string; reason: string; until: number } | null
}

export interface RepositoryFigures extends Place {
  id: number
  checkedAt: number | null
  /** Why it could not be listed when it was last asked for; null where it could. */
  problem: string | null
  tags: number
  complete: number
  errors: number
  warnings: number
  findings: Record<string, number>
  platforms: Record<string, number>
}

export interface CoveragePoint {
  registry: string
  at: number
  tags: number
  complete: number
  errors: number
  warnings: number
  platforms: Record<string, number>
}

export interface ReportEvent {
  id: string
  at: number
  digest: Digest | null
  platforms: string[]
  gained: string[]
  lost: string[]
  actor: string | null
  origin: EventOrigin
  available: boolean
}

/** What contains a digest: the tag that leads to it, and where on the way it stands. */
export interface Use {
  repository: string
  digest: Digest
  kind: string
  platform: string | null
  tags: string[]
}

export interface UntaggedManifest {
  registry: string
  repository: string
  digest: Digest
  kind: string
  mediaType: string
  /** Bytes of config and layers. */
  size: number
  /** A tag that had it, and until when at least; null where none is remembered. */
  tag: string | null
  lastSeenAt: number
}

export interface ImageLayers {
  digest: Digest
  /** Base first. */
  layers: Digest[]
}

/** An image that others are built upon. */
export interface LayerPrefix {
  repository: string
  digest: Digest
  /** How many. */
  layers: number
  /** Those that lead to it, newest version first. */
  tags: string[]
}

/** The read side of the index: nothing here asks a registry, and nothing is judged. */
export interface ReportStore {
  /** Whether a repository was ever asked for its tags. */
  figuresOf(place: Place): Promise<RepositoryFigures | null>
  figures(of: { registry?: string | undefined }): Promise<RepositoryFigures[]>
  /** For asking several questions of one filter. */
  narrow(filter: TagFilter): Promise<NarrowedFilter>
  tags(filter: NarrowedFilter, page: { limit: number; after: TagPosition | null }): Promise<ReportTag[]>
  /** Counts up to `most` and no further. */
  countTags(filter: NarrowedFilter, most: number): Promise<number>
  /** All tags of a repository by what they are sorted and chosen by, newest version first. */
  tagKeysOf(place: Place): Promise<TagKey[]>
  tagsById(ids: readonly string[]): Promise<ReportTag[]>
  findingsOf(tagIds: readonly string[]): Promise<ReportFinding[]>
  /** Findings of repositories themselves. */
  repositoryFindings(of: {
    registry?: string | undefined
    repositories?: readonly number[] | undefined
    limit: number
  }): Promise<ReportFinding[]>
  /** Newest last, at most `limit` of each registry. */
  points(of: { registry?: string | undefined; limit: number }): Promise<CoveragePoint[]>
  /** How many platforms tags have lost since. */
  lostSince(of: {
    registry?: string | undefined
    repositories?: readonly number[] | undefined
    since: number
  }): Promise<number>
  events(place: Place, tag: string, page: { limit: number; before: string | null }): Promise<ReportEvent[]>
  aliasesOf(place: Place, digest: Digest, limit: number): Promise<string[]>
  /** The images of an index, or one image itself, with their layers in order, as far as scanned. */
  layersOf(place: Place, digest: Digest): Promise<ImageLayers[]>
  /** Tagged images whose layers are the first of these, and fewer: longest first. */
  prefixesOf(registry: string, layers: readonly Digest[], limit: number): Promise<LayerPrefix[]>
  uses(registry: string, digest: Digest, limit: number): Promise<{ indexes: Use[]; images: Use[] }>
  untagged(of: {
    registry?: string | undefined
    after: { registry: string; repository: string; digest: string } | null
    limit: number
  }): Promise<UntaggedManifest[]>
}
