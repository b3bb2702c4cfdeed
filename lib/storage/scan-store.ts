import 'server-only'

/** `deep` asks for more than `verify`, and that for more than `quick`. */
export type ScanMode = 'quick' | 'verify' | 'deep'
export type ScanReason = 'person' | 'schedule' | 'webhook' | 'push' | 'gate'
export type ScanState = 'waiting' | 'running' | 'done' | 'stopped' | 'failed'

/** A part of a registry: some tags of a repository, or all of them. */
export interface ScanPlace {
  repository: string
  tags: string[] | null
}

export interface NewScan {
  id: string
  registry: string
  mode: ScanMode
  /** Null: the whole registry. */
  scope: ScanPlace[] | null
  reason: ScanReason
  actor: string
  at: number
}

/** Times are milliseconds since the epoch. */
export interface ScanRecord extends Omit<NewScan, 'at'> {
  state: ScanState
  problem: string | null
  createdAt: number
  startedAt: number | null
  finishedAt: number | null
  resumedAt: number | null
  /** Whether all its repositories are known. */
  listed: boolean
  counts: ScanCounts & { repositories: number; repositoriesDone: number }
}

export interface ScanCounts {
  found: number
  checked: number
  changed: number
  errors: number
}

/** One repository of a scan, leased to a worker. */
export interface ScanItem extends ScanPlace {
  scanId: string
  registry: string
  mode: ScanMode
  reason: ScanReason
  actor: string
  /** When the scan began: what was checked since then is not asked for again. */
  since: number
  /** What a worker that has gone had counted before. */
  counts: ScanCounts
  /** Whether there was such a worker. */
  leftBehind: boolean
}

/** A worker is one process; what it holds is free again when its lease is over. */
export interface Lease {
  worker: string
  now: number
  /** Milliseconds. */
  ms: number
}

/**
 * Scans, shared out by the database: every process claims from it, so that several work on one scan, and what one
 * leaves behind when it is killed is taken over by the others.
 */
export interface ScanStore {
  /** Joins a whole scan of the registry that is under way, or in line, where that asks for no less. */
  start(scan: NewScan): Promise<{ scan: ScanRecord; joined: boolean }>
  scan(id: string): Promise<ScanRecord | null>
  /** Newest first. */
  list(of: { registry?: string | undefined; limit: number }): Promise<ScanRecord[]>
  /** The newest whole scan of each registry. */
  newestWhole(): Promise<ScanRecord[]>
  /** When a whole scan of a registry was last finished: of any mode, and of one that verifies. */
  lastDone(registry: string): Promise<{ anyAt: number | null; verifyAt: number | null }>
  failures(id: string, limit: number): Promise<{ repository: string; problem: string }[]>
  /** False where it was not under way. What is in flight is let finish. */
  stop(id: string, at: number): Promise<boolean>

  /** A whole scan whose repositories have to be listed; `among`: registries this worker may ask now. */
  claimListing(lease: Lease, among: readonly string[]): Promise<ScanRecord | null>
  addItems(id: string, repositories: readonly string[]): Promise<void>
  /** All are listed; `problem` tells what could not be. */
  listed(id: string, worker: string, problem: string | null): Promise<void>
  /** Parts come first, since somebody waits for them; `partsOnly`: and nothing else. */
  claimItem(
    lease: Lease,
    among: readonly string[],
    options?: { partsOnly?: boolean },
  ): Promise<ScanItem | null>
  /** Keeps all that a worker holds. */
  renew(lease: Lease): Promise<void>
  /** Counts so far; answers whether the scan is still wanted, and still this worker's. */
  count(item: ScanItem, worker: string, counts: ScanCounts): Promise<boolean>
  finishItem(
    item: ScanItem,
    worker: string,
    end: { counts: ScanCounts; problem: string | null },
  ): Promise<void>
  /** Gives back what could not be done now; `problem` is told of the scan until it goes on. */
  giveBack(worker: string, what: { item?: ScanItem; listing?: string; problem: string | null }): Promise<void>
  /** Gives back all a worker holds, or all of every worker: of an embedded store there is but one. */
  release(worker: string | null): Promise<void>
  fail(id: string, at: number, problem: string): Promise<void>
  /** Ends the scans of which nothing is left to do, and answers those this call has ended. */
  settle(at: number): Promise<ScanRecord[]>
  /** Keeps the registry in figures as of now, for the trend. */
  addPoint(registry: string, at: number): Promise<void>
}
