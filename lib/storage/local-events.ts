import 'server-only'
import { EventEmitter } from 'node:events'
import type { EventStore, StoreEvent } from './event-store'

/** Events of the one process that can have the embedded store open. */
export function localEvents(): EventStore {
  const emitter = new EventEmitter().setMaxListeners(0)
  return {
    async publish(event) {
      emitter.emit('event', event)
    },
    subscribe(listener) {
      const heard = (event: StoreEvent) => listener(event)
      emitter.on('event', heard)
      return () => emitter.off('event', heard)
    },
  }
}
