import 'server-only'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { outlived } from '@/lib/registry/stream-garbage'
import { createRun } from './sorted-run'

/** A line is `key`, a tab, and whatever belongs to it. Keys are ordered by their bytes, and so by their characters. */
export const lineKey = (line: string): string => line.slice(0, line.indexOf('\t'))

const READ_BYTES = 32 * 1024
/** More runs than that are merged among themselves first. */
const RUNS_MAX = 64
const BATCH = 256

/**
 * Any number of lines in the order of their keys, those of one key in the order they came. What does not fit in memory
 * lies in `folder`, which is the caller's to remove.
 */
export function createSorter(folder: string) {
  let run = createRun()
  let files: string[] = []
  let made = 0

  async function writeRun(lines: AsyncIterable<string[]> | Iterable<string[]>): Promise<string> {
    const path = join(folder, `run-${made++}`)
    const file = await open(path, 'w', 0o600)
    try {
      for await (const batch of lines) if (batch.length > 0) await file.write(`${batch.join('\n')}\n`)
    } finally {
      await file.close()
    }
    return path
  }

  async function spill(): Promise<void> {
    files.push(await writeRun(run.sorted()))
    run.clear()
    if (files.length >= RUNS_MAX) files = [await writeRun(mergeFiles(files))]
  }

  return {
    /** A promise only where something has to be written down first. */
    add(line: string): Promise<void> | undefined {
      if (run.add(line)) return
      return spill().then(() => {
        if (!run.add(line)) throw new RangeError('A line is longer than a whole run.')
      })
    },
    /** All of them, in batches. To be read once. */
    async *lines(): AsyncGenerator<string[]> {
      if (files.length === 0) return yield* run.sorted()
      await spill()
      run = createRun()
      yield* mergeFiles(files)
    },
  }
}

async function* mergeFiles(paths: readonly string[]): AsyncGenerator<string[]> {
  const readers = await Promise.all(paths.map((path, place) => openRun(path, place)))
  try {
    let out: string[] = []
    // The one whose line comes next is the last: it goes back to its place among the others after each line.
    const waiting = readers.filter(({ key }) => key !== null).sort((a, b) => -compareRuns(a, b))
    for (let first = waiting.pop(); first; first = waiting.pop()) {
      out.push(first.line)
      if (out.length >= BATCH) {
        yield out
        out = []
      }
      const advanced = first.advance()
      if (advanced) await advanced
      if (first.key !== null) insert(waiting, first)
    }
    yield out
  } finally {
    await Promise.all(readers.map((reader) => reader.close()))
  }
}

type Run = Awaited<ReturnType<typeof openRun>>

const compareRuns = (a: Run, b: Run): number =>
  (a.key ?? '') < (b.key ?? '') ? -1 : (a.key ?? '') > (b.key ?? '') ? 1 : a.place - b.place

function insert(waiting: Run[], run: Run): void {
  let [low, high] = [0, waiting.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const other = waiting[middle]
    if (other && compareRuns(other, run) > 0) low = middle + 1
    else high = middle
  }
  waiting.splice(low, 0, run)
}

/** One sorted file, read a piece at a time; `key` is null after its last line. */
async function openRun(path: string, place: number) {
  const file = await open(path, 'r')
  const lines = readLines(file)
  let batch: string[] = []
  let at = 0
  const run = {
    place,
    key: null as string | null,
    line: '',
    /** A promise only where the file has to be read. */
    advance(): Promise<void> | undefined {
      at++
      return at < batch.length ? void take() : refill()
    },
    close: () => file.close(),
  }
  function take() {
    run.line = batch[at] ?? ''
    run.key = lineKey(run.line)
  }
  async function refill() {
    const next = await lines.next()
    batch = next.done ? [] : next.value
    at = 0
    if (next.done) run.key = null
    else take()
  }
  await refill()
  return run
}

/** The lines of a file, as many at a time as one read holds. */
export async function* readLines(file: FileHandle, from = 0): AsyncGenerator<string[]> {
  const buffer = Buffer.allocUnsafe(READ_BYTES)
  let rest: Buffer = Buffer.alloc(0)
  let position = from
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, READ_BYTES, position)
    if (bytesRead === 0) return
    position += bytesRead
    const bytes =
      rest.byteLength === 0
        ? buffer.subarray(0, bytesRead)
        : Buffer.concat([rest, buffer.subarray(0, bytesRead)])
    const end = bytes.lastIndexOf(10)
    rest = Buffer.from(bytes.subarray(end + 1))
    if (end < 0) continue
    yield bytes.toString('utf8', 0, end).split('\n')
    // The bytes, the text and its lines.
    outlived(3 * bytesRead)
  }
}
