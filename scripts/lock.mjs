import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Runs `work` while no other process holds the same name. The lock is a listening socket: the system frees it
 * with the process, however that ends, so nothing stale is ever left behind.
 * @template T
 * @param {string} name any text, for example the path the lock guards
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] called once when another process is at work
 * @returns {Promise<T>}
 */
export async function withLock(name, work, onWait) {
  let server = await listen(name)
  if (server === null) onWait?.()
  while (server === null) {
    await whileHeld(name)
    server = await listen(name)
  }
  try {
    return await work()
  } finally {
    await release(server)
  }
}

/**
 * Takes the lock for as long as this process lives.
 * @param {string} name
 * @returns {Promise<true | null>} null when another process holds it
 */
export async function tryLock(name) {
  const held = await listen(name)
  if (held === null) return null
  held.server.unref()
  return true
}

/** @typedef {{ server: net.Server, waiting: Set<net.Socket> }} Held */

/** @param {Held} held */
async function release({ server, waiting }) {
  const closed = new Promise((resolve) => server.close(resolve))
  for (const socket of waiting) socket.destroy()
  await closed
}

/** @param {string} name */
function address(name) {
  const key = `manifold-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`
  if (process.platform === 'linux') return `\0${key}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${key}` : join(tmpdir(), `${key}.sock`)
}

/**
 * @param {string} name
 * @returns {Promise<Held | null>} null when another process holds the name
 */
function listen(name) {
  /** @type {Set<net.Socket>} */
  const waiting = new Set()
  const server = net.createServer((socket) => {
    waiting.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => waiting.delete(socket))
  })
  return new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    )
    server.listen(address(name), () => resolve({ server, waiting }))
  })
}

/**
 * Resolves when the holder lets go. Only macOS keeps a socket file after a crash; nobody answers there.
 * @param {string} name
 * @returns {Promise<void>}
 */
function whileHeld(name) {
  return new Promise((resolve) => {
    let connected = false
    const socket = net.connect(address(name))
    socket.on('connect', () => {
      connected = true
    })
    socket.on('error', () => {})
    socket.on('close', async () => {
      if (!connected && process.platform === 'darwin') await rm(address(name), { force: true })
      resolve()
    })
    socket.resume()
  })
}
