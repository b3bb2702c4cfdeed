import 'server-only'
import type { Readable } from 'node:stream'
import type { Descriptor } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'
import type { ImageConfig } from '@/lib/oci/image-config'
import type { Manifest } from '@/lib/oci/manifest'

/** How to reach and sign in to one registry. Comes from lib/config.ts, already checked. */
export interface RegistrySettings {
  name: string
  url: string
  username: string | null
  password: string | null
  /** PEM text of a private certificate authority. */
  ca: string | null
  insecureSkipVerify: boolean
  /** Calls under way at most; the others wait in line. Streams of blobs have as many connections of their own. */
  concurrency: number
  userAgent: string
  /** Without it scans go as wide as `concurrency`, held back by the registry alone. */
  scan?: ScanSettings
}

/** How scans may ask, beside and behind what people ask. */
export interface ScanSettings {
  /** Calls under way at most, beside those of people. */
  concurrency: number
  /** Requests a second; null: as many as the registry answers. */
  rate: number | null
  /** `head` where a registry counts GETs: one HEAD a tag, and a GET only where it moved. */
  method: 'get' | 'head'
}

export interface CallOptions {
  signal?: AbortSignal
  /** Ask the registry even if the answer is cached by digest. */
  verify?: boolean
  /**
   * `scan`: in a lane of its own, so that nobody waits for it, as wide and as fast as the registry bears. It waits as
   * long as the registry asks it to, an hour at a time. The registry is always asked, and what it says is not kept.
   */
  lane?: 'scan' | undefined
}

/** What was stored of a tag when it was last seen; nulls when it never was. */
export interface KnownTag {
  etag: string | null
  digest: Digest | null
}

/** How a tag is found now. `etag` is what to store for the next time. Milliseconds since the epoch. */
export type TagCheck =
  | { changed: false; etag: string | null; checkedAt: number }
  | { changed: true; manifest: Manifest; etag: string | null; checkedAt: number }

/** How scans of a registry get on. */
export interface ScanLaneState {
  /** Calls that may be under way now. */
  width: number
  /** Milliseconds since the epoch; null while the lane is not paused. */
  pausedUntil: number | null
  /** Why it is paused, as a sentence; null while it is not. */
  reason: string | null
  /** Requests the registry still allows, as last told; null where it tells nothing. */
  remaining: number | null
}

/** What a tag points to; `changed` is false when it was known to point there before. Milliseconds since the epoch. */
export interface TagManifest {
  manifest: Manifest
  changed: boolean
  checkedAt: number
}

export interface BlobResponse {
  status: number
  headers: Record<string, string>
  body: Readable
}

/** Bytes of a blob: `to` is the first behind them. */
export interface BlobPart {
  from: number
  to: number
}

export interface Ping {
  /** Milliseconds. */
  latencyMs: number
  /** `Docker-Distribution-Api-Version`, where sent. */
  apiVersion: string | null
}

export interface Page {
  names: string[]
  /** False when a cap ended the listing before the registry did. */
  complete: boolean
}

/** What refers to a digest by `subject`, as the registry tells it. */
export interface Referrers {
  descriptors: Descriptor[]
  /** False when a cap ended the list before the registry did. */
  complete: boolean
}

export interface UploadSource {
  digest: Digest
  size: number
  /** Opens the bytes from one on, 0 the first; called again whenever a connection breaks on either side. */
  open(signal: AbortSignal, from: number): Promise<Readable>
}

/** An upload the registry has opened and waits for: path and query of its own `Location`. */
export interface UploadSession {
  path: string
  query: string
}

/** 201; 202 with the upload that takes the mount's place; or null: neither, so it has to be uploaded. */
export type MountAnswer = 'mounted' | UploadSession | null

export interface UploadOptions {
  signal?: AbortSignal
  /** Goes on in an upload that is open already. */
  session?: UploadSession | null
  /** Bytes read so far; 0 when the upload had to begin again. */
  onBytes?: (done: number) => void
}

/**
 * One registry, spoken to in distribution-spec terms. Throws `RegistryError` only; a call whose own signal was
 * aborted fails with that signal's reason. Names and digests are grammar-checked before they reach a URL.
 */
export interface RegistryClient {
  readonly name: string
  ping(options?: CallOptions): Promise<Ping>
  /** All repositories, paged by `Link`. */
  listRepositories(options?: CallOptions & { onPage?: (names: string[]) => void }): Promise<Page>
  /** All tags of a repository, deduplicated, unordered. */
  listTags(repository: string, options?: CallOptions): Promise<Page>
  /** One conditional GET, a 304 answered from what is known; unconditional to `verify`. */
  getTag(repository: string, tag: string, options?: CallOptions): Promise<TagManifest>
  /**
   * Whether a tag still is what was stored of it, by one conditional request: 304, or the very digest again. Two where
   * the registry counts GETs and the tag moved. Fails as missing when it is not there. Nothing is kept in memory.
   */
  checkTag(repository: string, tag: string, known: KnownTag, options?: CallOptions): Promise<TagCheck>
  /** By digest: from the cache where known, unless `verify`. */
  getManifest(repository: string, digest: Digest, options?: CallOptions): Promise<Manifest>
  getConfig(repository: string, descriptor: Descriptor, options?: CallOptions): Promise<ImageConfig>
  /** What a tag points to now, without reading it; null when it is not there. */
  headTag(repository: string, tag: string, options?: CallOptions): Promise<Digest | null>
  headManifest(repository: string, digest: Digest, options?: CallOptions): Promise<boolean>
  headBlob(repository: string, digest: Digest, options?: CallOptions): Promise<boolean>
  /** One request: a mount, or the upload that the registry opened instead. */
  mountBlob(
    repository: string,
    digest: Digest,
    from: string,
    options?: { signal?: AbortSignal },
  ): Promise<MountAnswer>
  /**
   * Streams, never buffers: one request to open an upload, unless there is one, and one for the bytes. They are
   * hashed on their way and refused when they lie. A connection that breaks is taken up where the registry allows
   * it, for one request more; elsewhere the upload begins again.
   */
  uploadBlob(repository: string, source: UploadSource, options?: UploadOptions): Promise<void>
  /** Closes an upload that is not wanted any more. Never fails: the registry purges those left open. */
  cancelUpload(repository: string, session: UploadSession): Promise<void>
  /**
   * Streams. Fails, instead of ending, when the bytes do not have the digest; with `from`, the first byte wanted, or
   * `to`, the first behind them, that is left to who puts the parts together.
   */
  openBlob(repository: string, digest: Digest, options?: CallOptions & Partial<BlobPart>): Promise<Readable>
  /** A whole blob in memory, its digest checked. More than `bytesMax` bytes are refused before they are held. */
  getBlob(
    repository: string,
    digest: Digest,
    options: CallOptions & { bytesMax: number },
  ): Promise<Uint8Array>
  /**
   * What has this digest as its `subject`, paged by `Link`; null where the registry has no referrers API. The filter
   * by artifact type holds whether or not the registry applies it.
   */
  listReferrers(
    repository: string,
    digest: Digest,
    options?: CallOptions & { artifactType?: string },
  ): Promise<Referrers | null>
  putManifest(
    repository: string,
    reference: string,
    mediaType: string,
    bytes: Uint8Array,
    options?: CallOptions,
  ): Promise<Digest>
  /** By digest: every tag that points to it goes as well. By tag: that tag alone, where the registry can; many refuse. */
  deleteManifest(repository: string, reference: string, options?: CallOptions): Promise<void>
  /** GET or HEAD of any v2 path, streamed as it is: the proxy's door. `path` is what follows `/v2/`. */
  forward(request: {
    method: 'GET' | 'HEAD'
    path: string
    query: string
    headers: Record<string, string>
    signal: AbortSignal
  }): Promise<BlobResponse>
  /** Requests sent so far, authentication apart: tests and metrics count them. */
  readonly counters: { requests: number; authentications: number }
  scanLane(): ScanLaneState
  close(): Promise<void>
}
