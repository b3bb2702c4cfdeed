import 'server-only'
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { LRUCache } from 'lru-cache'
import { indexPath, type LineFile, type LineIndex, openLineFile, readLineIndex } from './line-file'

/** How the making of a list gets on. */
export interface Making {
  state: 'waiting' | 'reading' | 'failed'
  /** Bytes read so far. */
  done: number
  /** Why it failed: kept for a while, so that everybody who waits hears of it. */
  error: unknown
}

/** Writes the list at `path`. `onBytes` is told of what was read, and ends the work where nobody waits for it. */
export type WriteList = (
  path: string,
  work: { signal: AbortSignal; onBytes: (bytes: number) => void },
) => Promise<unknown>

/**
 * The lists of layers and of merged layers, on disk by name. A list is made once however many ask for it, a few at a
 * time, and only as long as somebody asks. The longest unused go when there are too many bytes of them.
 */
export interface LayerLists {
  /** What is beside a list's lines; null where there is none. */
  indexOf<Facts>(name: string): Promise<LineIndex<Facts> | null>
  /** Null where there is none. */
  use<Facts, T>(name: string, work: (file: LineFile<Facts>) => Promise<T>): Promise<T | null>
  /** Makes it, unless it is being made. A failure is told until it is a few seconds old, then it is tried again. */
  make(name: string, write: WriteList): Making
  /** How the making of it gets on; null where nobody began it, or it is over. */
  making(name: string): Making | null
  /** Until none of those is being made, or so many milliseconds. */
  settled(names: readonly string[], milliseconds: number, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

export interface LayerListsOptions {
  folder: string
  now(): number
  /** Bytes of lists kept. */
  bytesMax?: number
}

const BYTES_MAX = 2 * 1024 ** 3
const AT_ONCE = 2
/** Milliseconds. Pages ask every second; who closed one does not wait any more. */
const PATIENCE_MS = 30_000
const FAILURE_KEPT_MS = 10_000
const INDEXES_KEPT = 8

interface Job extends Making {
  askedAt: number
  failedAt: number
  stop: AbortController
  over: Promise<void>
}

export function createLayerLists({ folder, now, bytesMax = BYTES_MAX }: LayerListsOptions): LayerLists {
  const jobs = new Map<string, Job>()
  const queue: (() => void)[] = []
  const indexes = new LRUCache<string, LineIndex<unknown>>({ max: INDEXES_KEPT })
  let active = 0
  let prepared: Promise<void> | null = null
  const pathOf = (name: string) => join(folder, name)

  async function indexOf<Facts>(name: string): Promise<LineIndex<Facts> | null> {
    const known = indexes.get(name) ?? (await readLineIndex(pathOf(name)))
    if (known) indexes.set(name, known)
    return known as LineIndex<Facts> | null
  }

  function forget(name: string): null {
    indexes.delete(name)
    return null
  }

  async function turn(): Promise<void> {
    if (active >= AT_ONCE) await new Promise<void>((resolve) => queue.push(resolve))
    active++
  }

  function begin(name: string, write: WriteList): Job {
    const stop = new AbortController()
    const job: Job = {
      ...{ state: 'waiting', done: 0, error: null, askedAt: now(), failedAt: 0, stop },
      over: Promise.resolve(),
    }
    job.over = run(name, job, write)
    jobs.set(name, job)
    return job
  }

  async function run(name: string, job: Job, write: WriteList): Promise<void> {
    await turn()
    const part = `${pathOf(name)}.part`
    try {
      checkPatience(job)
      job.state = 'reading'
      prepared ??= prepare(folder)
      await prepared
      await write(part, {
        signal: job.stop.signal,
        onBytes(bytes) {
          job.done += bytes
          checkPatience(job)
        },
      })
      await rename(part, pathOf(name))
      await rename(indexPath(part), indexPath(pathOf(name)))
      jobs.delete(name)
      await makeRoom(folder, bytesMax, name)
    } catch (error) {
      Object.assign(job, { state: 'failed', error, failedAt: now() })
      await Promise.all([part, indexPath(part)].map((path) => rm(path, { force: true })))
    } finally {
      active--
      queue.shift()?.()
    }
  }

  function checkPatience(job: Job) {
    job.stop.signal.throwIfAborted()
    if (now() - job.askedAt > PATIENCE_MS) job.stop.abort(new Error('Nobody waits for this layer any more.'))
    job.stop.signal.throwIfAborted()
  }

  return {
    indexOf,
    async use<Facts, T>(name: string, work: (file: LineFile<Facts>) => Promise<T>): Promise<T | null> {
      const index = await indexOf<Facts>(name)
      const file = index && (await openLineFile(pathOf(name), index))
      if (!file) return forget(name)
      try {
        return await work(file)
      } finally {
        await file.close()
        // The time of its last use decides who goes first.
        const time = new Date(now())
        await utimes(pathOf(name), time, time).catch(() => {})
      }
    },
    make(name, write) {
      const known = jobs.get(name)
      const isOver = known?.state === 'failed' && now() - known.failedAt > FAILURE_KEPT_MS
      const job = known && !isOver ? known : begin(name, write)
      job.askedAt = now()
      return job
    },
    making: (name) => jobs.get(name) ?? null,
    async settled(names, milliseconds, signal) {
      const pending = names.flatMap((name) => jobs.get(name)?.over ?? [])
      if (pending.length === 0 || milliseconds <= 0) return
      let timer: NodeJS.Timeout | undefined
      let gone = () => {}
      const enough = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, milliseconds)
        gone = resolve
        signal.addEventListener('abort', gone, { once: true })
      })
      await Promise.race([Promise.all(pending), enough])
      clearTimeout(timer)
      signal.removeEventListener('abort', gone)
    },
    async close() {
      const stopped = new Error('The server stops.')
      for (const { stop } of jobs.values()) stop.abort(stopped)
      await Promise.all([...jobs.values()].map(({ over }) => over))
    },
  }
}

/** Makes the folder, without what a process left there that was killed. */
async function prepare(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const left = (await readdir(folder)).filter((name) => /^\.reading-|\.part(\.index)?(\.part)?$/.test(name))
  await Promise.all(left.map((name) => rm(join(folder, name), { recursive: true, force: true })))
}

/** Takes the longest unused away; the one just made stays, however large it is. */
async function makeRoom(folder: string, bytesMax: number, kept: string): Promise<void> {
  const lists = await Promise.all(
    (await readdir(folder))
      .filter((name) => name.endsWith('.index'))
      .map(async (index) => {
        const name = index.slice(0, -'.index'.length)
        const files = await Promise.all(
          [name, index].map((file) => stat(join(folder, file)).catch(() => null)),
        )
        const size = files.reduce((sum, file) => sum + (file?.size ?? 0), 0)
        return { name, size, usedAt: files[0]?.mtimeMs ?? 0 }
      }),
  )
  let total = lists.reduce((sum, { size }) => sum + size, 0)
  for (const { name, size } of lists.sort((a, b) => a.usedAt - b.usedAt)) {
    if (total <= bytesMax) return
    if (name === kept) continue
    // Its index first: a list without one is none.
    await rm(indexPath(join(folder, name)), { force: true })
    await rm(join(folder, name), { force: true })
    total -= size
  }
}
