import 'server-only'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

type Collect = (options: { type: 'minor' }) => void

const EVERY_BYTES = 8 * 1024 * 1024

let collect: Collect | null = null
let passed = 0

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

function exposeCollector(): Collect {
  setFlagsFromString('--expose-gc')
  const found: unknown = runInNewContext('gc')
  return typeof found === 'function' ? (found as Collect) : () => {}
}
