import fs from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

// The engine runs on the thread that calls it, so it has this one to itself. Plain JavaScript, because
// the same file is loaded by the bundled server and by plain Node in the tests.

/** The file system as shipped ignores fsync; with this a commit that was answered survives a power cut. */
class DurableNodeFs extends NodeFS {
  async init(engine, options) {
    const { emscriptenOpts } = await super.init(engine, options)
    const makeDurable = (module) => {
      module.NODEFS.stream_ops.fsync = (stream) => {
        fs.fsyncSync(stream.nfd)
        return 0
      }
    }
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...emscriptenOpts.preRun, makeDurable] } }
  }
}

const settings = {
  fsync: 'on',
  // fdatasync, the usual choice, does nothing in WebAssembly.
  wal_sync_method: 'fsync',
  shared_buffers: '32MB',
  min_wal_size: '32MB',
  max_wal_size: '64MB',
}

const engine = await PGlite.create({
  fs: new DurableNodeFs(workerData.dataDir),
  // -F is "no fsync".
  startParams: [
    ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ],
})

// One session: messages of the wire protocol are answered strictly one after the other.
let queue = Promise.resolve()

parentPort.on('message', ({ id, bytes }) => {
  queue = queue.then(() => answer(id, bytes))
})
parentPort.postMessage({ ready: true })

async function answer(id, bytes) {
  try {
    if (bytes === null) await engine.close()
    const reply = bytes === null ? new Uint8Array() : (await engine.execProtocolRaw(bytes)).slice()
    parentPort.postMessage({ id, reply }, [reply.buffer])
  } catch (error) {
    parentPort.postMessage({ id, failure: String(error?.message ?? error) })
  }
}
