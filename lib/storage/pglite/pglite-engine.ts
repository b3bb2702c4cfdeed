import 'server-only'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

interface Call {
  resolve(reply: Uint8Array): void
  reject(error: Error): void
}

type WorkerMessage = { ready: true } | { id: number; reply: Uint8Array } | { id: number; failure: string }

/**
 * The embedded database in a thread of its own, spoken to in PostgreSQL's wire protocol. It starts with
 * the first call and starts again after a crash: its folder is crash-safe.
 */
export class PgliteEngine {
  readonly #dataDir: string
  readonly #calls = new Map<number, Call>()
  #worker: Promise<Worker> | null = null
  #nextId = 0
  #lost = 0
  #closed = false

  constructor(dataDir: string) {
    this.#dataDir = dataDir
  }

  /** Sessions that are gone, and with each what it had prepared. */
  get sessionsLost(): number {
    return this.#lost
  }

  /** Resolves when the database is open: half a second, some seconds when its folder is new. */
  async start(): Promise<void> {
    await this.#running()
  }

  /** Sends whole protocol messages and resolves to the bytes of the answers. */
  async send(bytes: Uint8Array): Promise<Uint8Array> {
    return this.#call(await this.#running(), bytes)
  }

  async close(): Promise<void> {
    this.#closed = true
    if (this.#worker === null) return
    const worker = await this.#worker
    // Terminating without a clean close is safe too; the next start then recovers from the log.
    await this.#call(worker, null).finally(() => worker.terminate())
  }

  #running(): Promise<Worker> {
    if (this.#closed) return Promise.reject(new Error('The embedded store is closed.'))
    this.#worker ??= this.#launch()
    return this.#worker
  }

  async #launch(): Promise<Worker> {
    const worker = new Worker(new URL('./pglite-worker.mjs', import.meta.url), {
      workerData: { dataDir: this.#dataDir },
    })
    let reason = new Error('The embedded store has stopped.')
    worker.on('error', (error: Error) => {
      reason = error
    })
    // Not `once`: that ends with the error a thread dies of, before its calls are told.
    const gone = new Promise<never>((_, reject) => {
      worker.on('exit', () => {
        this.#fail(reason)
        reject(reason)
      })
    })
    await Promise.race([once(worker, 'message'), gone])
    gone.catch(() => {})
    worker.on('message', (message: WorkerMessage) => this.#settle(worker, message))
    // An idle database must not keep the process alive.
    worker.unref()
    return worker
  }

  #call(worker: Worker, bytes: Uint8Array | null): Promise<Uint8Array> {
    const id = this.#nextId++
    worker.ref()
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject })
      worker.postMessage({ id, bytes })
    })
  }

  #settle(worker: Worker, message: WorkerMessage): void {
    if (!('id' in message)) return
    const call = this.#calls.get(message.id)
    this.#calls.delete(message.id)
    if (this.#calls.size === 0) worker.unref()
    if ('reply' in message) call?.resolve(message.reply)
    else call?.reject(new Error(`The embedded store failed: ${message.failure}`))
  }

  #fail(error: Error): void {
    this.#worker = null
    this.#lost++
    for (const call of this.#calls.values()) call.reject(error)
    this.#calls.clear()
  }
}
