import 'server-only'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

type Collect = (options?: { type: 'minor' }) => void

const EVERY_BYTES = 8 * 1024 * 1024

/** What grew old is looked at more rarely: that takes tens of milliseconds. */
const AGED_EVERY_BYTES = 24 * 1024 * 1024

let collect: Collect | null = null
let passed = 0
let aged = 0

/**
 * Told of the bytes that streamed through. Their buffers lie outside of V8's heap, so that it lets tens of megabytes
 * of them gather, and its young space grow, before it looks. A look at the young ones alone takes about a
 * millisecond, and what a stream holds stays what is on its way.
 */
export function streamed(bytes: number): void {
  passed += bytes
  if (passed < EVERY_BYTES) return
  passed = 0
  collect ??= exposeCollector()
  collect({ type: 'minor' })
}

/**
 * Told of bytes that were held for a while and are not any more. The young ones' collector takes them for old by then,
 * and V8 lets a hundred megabytes of those gather before it looks.
 */
export function outlived(bytes: number): void {
  aged += bytes
  if (aged < AGED_EVERY_BYTES) return
  aged = 0
  collect ??= exposeCollector()
  collect()
}

function exposeCollector(): Collect {
  setFlagsFromString('--expose-gc')
  const found: unknown = runInNewContext('gc')
  return typeof found === 'function' ? (found as Collect) : () => {}
}
