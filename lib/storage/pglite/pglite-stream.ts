import 'server-only'
import { Duplex } from 'node:stream'
import type { PgliteEngine } from './pglite-engine'

const TERMINATE = 'X'.charCodeAt(0)
const LEAVE_NOTHING = simpleQuery('ROLLBACK; DEALLOCATE ALL')

type Done = (error?: Error | null) => void

/** What `pg` believes to be its socket: what it writes goes to the engine, the answers come back. */
export class PgliteStream extends Duplex {
  readonly #engine: PgliteEngine

  constructor(engine: PgliteEngine) {
    super()
    this.#engine = engine
  }

  connect(): this {
    process.nextTick(() => this.emit('connect'))
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    this.#exchange(chunk, done)
  }

  /** A query is several messages; together they are one trip to the engine. */
  override _writev(chunks: { chunk: Buffer; encoding: BufferEncoding }[], done: Done): void {
    this.#exchange(Buffer.concat(chunks.map(({ chunk }) => chunk)), done)
  }

  #exchange(bytes: Buffer, done: Done): void {
    const leaving = bytes[0] === TERMINATE && bytes.length === 5
    // All clients share the engine's one session: what a leaving one had open or prepared would leak into the next.
    this.#engine.send(leaving ? LEAVE_NOTHING : bytes).then(
      (reply) => {
        this.push(leaving ? null : reply)
        done()
      },
      (error: Error) => done(error),
    )
  }
}

function simpleQuery(sql: string): Buffer {
  const message = Buffer.alloc(sql.length + 6)
  message.write('Q', 0)
  message.writeInt32BE(sql.length + 5, 1)
  message.write(sql, 5)
  return message
}
