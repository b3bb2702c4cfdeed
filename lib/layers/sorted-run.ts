import 'server-only'

/** Bytes held before they are sorted and written down; room for them is made as they come. */
const RUN_BYTES = 4 * 1024 * 1024
const FIRST_BYTES = 64 * 1024
/** A line has at least so many bytes. */
const LINE_BYTES = 32
const BATCH = 256
const TAB = 9

/**
 * Lines held as bytes outside of V8's heap: as strings they would grow old there, and tens of megabytes of them would
 * wait for the next great collection.
 */
export function createRun() {
  let bytes = Buffer.allocUnsafeSlow(FIRST_BYTES)
  let starts = new Uint32Array(FIRST_BYTES / LINE_BYTES)
  let count = 0

  const start = (line: number) => starts[line] ?? 0
  const end = (line: number) => starts[line + 1] ?? 0
  const keyEnd = (line: number) => bytes.indexOf(TAB, start(line))

  function grow(): boolean {
    const size = Math.min(bytes.byteLength * 8, RUN_BYTES)
    if (size === bytes.byteLength) return false
    const [more, moreStarts] = [Buffer.allocUnsafeSlow(size), new Uint32Array(size / LINE_BYTES)]
    more.set(bytes.subarray(0, start(count)))
    moreStarts.set(starts)
    bytes = more
    starts = moreStarts
    return true
  }

  return {
    /** False when there is no room for it. */
    add(line: string): boolean {
      // No character takes more than three bytes of UTF-8 for each of its two.
      const isFull = () => count + 2 > starts.length || start(count) + line.length * 3 > bytes.byteLength
      while (isFull()) if (!grow()) return false
      const at = start(count)
      starts[count + 1] = at + bytes.write(line, at)
      count++
      return true
    },
    clear() {
      count = 0
    },
    *sorted(): Generator<string[]> {
      const keyEnds = Uint32Array.from({ length: count }, (_, line) => keyEnd(line))
      const order = Uint32Array.from({ length: count }, (_, line) => line).sort((a, b) => {
        const keys = bytes.compare(bytes, start(b), keyEnds[b], start(a), keyEnds[a])
        return keys === 0 ? a - b : keys
      })
      for (let at = 0; at < count; at += BATCH)
        yield Array.from(order.subarray(at, at + BATCH), (line) =>
          bytes.toString('utf8', start(line), end(line)),
        )
    },
  }
}
