import 'server-only'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface FolderLock {
  release(): Promise<void>
}

/**
 * Holds a folder for this process: two embedded databases in one folder destroy each other's files.
 * The lock is a listening local socket, which the system takes back the moment the process is gone,
 * however it went. It reaches as far as one machine (on Linux: one network namespace).
 */
export async function lockFolder(folder: string, platform = process.platform): Promise<FolderLock> {
  const address = lockAddress(folder, platform)
  const server = createServer((socket) => socket.destroy())
  server.unref()
  if (
    !(await listens(server, address)) &&
    !((await clearsLeftover(address)) && (await listens(server, address)))
  )
    throw new Error(
      `The data folder ${folder} is in use by another Manifold. Stop that one, or set MANIFOLD_DATA to another folder.`,
    )
  return { release: () => new Promise((resolve) => server.close(() => resolve())) }
}

/** Named after the folder itself, not its path: a symbolic link leads to the same lock. */
function lockAddress(folder: string, platform: NodeJS.Platform): string {
  const { dev, ino } = statSync(folder, { bigint: true })
  const name = `manifold-${createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 32)}`
  if (platform === 'linux') return `\0${name}`
  if (platform === 'win32') return `\\\\.\\pipe\\${name}`
  return join(tmpdir(), `${name}.sock`)
}

async function listens(server: Server, address: string): Promise<boolean> {
  try {
    server.listen(address)
    await once(server, 'listening')
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return false
    throw error
  }
}

/** Where sockets are files (macOS), a killed process leaves one behind that nobody answers on. */
async function clearsLeftover(address: string): Promise<boolean> {
  if (!address.endsWith('.sock')) return false
  const socket = connect(address)
  try {
    await once(socket, 'connect')
    return false
  } catch {
    await rm(address, { force: true })
    return true
  } finally {
    socket.destroy()
  }
}
