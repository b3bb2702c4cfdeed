import 'server-only'
import { TIMEOUT_MS } from './limits'

export interface IdleWatch {
  /** Fires with the caller's signal, or when nothing was touched in time. */
  signal: AbortSignal
  readonly expired: boolean
  /** Something moved; nothing need move for the next `milliseconds`. */
  touch(milliseconds?: number): void
  stop(): void
}

/** For transfers that may last as long as they like but must not stand still. */
export function watchIdle(caller?: AbortSignal): IdleWatch {
  const controller = new AbortController()
  let expired = false
  let timer: NodeJS.Timeout | undefined
  const touch = (milliseconds: number = TIMEOUT_MS.uploadIdle) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      expired = true
      controller.abort(new DOMException('Nothing moves.', 'TimeoutError'))
    }, milliseconds)
  }
  const onAbort = () => controller.abort(caller?.reason)
  if (caller?.aborted) onAbort()
  caller?.addEventListener('abort', onAbort, { once: true })
  touch()
  return {
    signal: controller.signal,
    get expired() {
      return expired
    },
    touch,
    stop() {
      clearTimeout(timer)
      caller?.removeEventListener('abort', onAbort)
    },
  }
}
