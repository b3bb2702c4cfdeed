import 'server-only'

const KIB = 1024
const MIB = 1024 * KIB

/** The most bytes of an answer we hold in memory; over it the answer is refused before it is parsed. */
export const BYTES_MAX = {
  /** The distribution-spec's floor, and what registries accept in a put. */
  manifest: 4 * MIB,
  config: 8 * MIB,
  listing: 32 * MIB,
  token: 64 * KIB,
  error: 64 * KIB,
} as const

/** How long a whole call may take, retries and waits included, from the moment it has a place in the queue. */
export const DEADLINE_MS = {
  manifest: 30_000,
  blob: 30_000,
  /** Tens of MiB, over a slow line. */
  blobInMemory: 120_000,
  listingPage: 120_000,
  ping: 15_000,
  token: 20_000,
  put: 60_000,
  /** Until the headers of a stream; after that only idleness ends it. */
  streamStart: 60_000,
} as const

export const TIMEOUT_MS = {
  connect: 5_000,
  headers: 15_000,
  /** Catalogs of big object stores were reported to take more than a minute. */
  catalogHeaders: 90_000,
  bodyIdle: 15_000,
  /** Below the keep-alive of common front proxies, so that we close first. */
  keepAlive: 10_000,
  /** Without a byte moving in an upload. */
  uploadIdle: 60_000,
  /** A registry may have to hash or move a large blob before it answers. */
  uploadCommit: 300_000,
} as const

export const HEADER_BYTES_MAX = 16 * KIB
export const REDIRECTS_MAX = 5
export const PAGE_SIZE = 1_000
export const PAGES_MAX = 2_000
export const NAMES_MAX = 200_000
export const REFERRERS_MAX = 5_000
