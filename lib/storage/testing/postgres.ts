import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { libraryFolders, unpackDebianPackage } from '@/scripts/debian-package.mjs'
import { freePort } from '@/scripts/free-port.mjs'

const run = promisify(execFile)

/** PostgreSQL refuses to run as root; then it runs as "nobody". */
const identity = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}

/** Whoever still has a connection after that left it open. */
const CLOSING_MS = 5_000

/** A PostgreSQL of its own for a test, or the one `TEST_DATABASE_URL` names, in an empty database. */
export async function startPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL
  return given ? databaseOn(given) : startOwn()
}

async function databaseOn(url: string) {
  const name = `manifold_test_${process.pid}`
  const admin = async (sql: string) => {
    const client = new Client({ connectionString: url })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  await admin(`create database ${name}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  return { url: own.href, stop: () => admin(`drop database ${name}`) }
}

async function startOwn() {
  const { bin, libraries } = await findPrograms()
  const folder = await mkdtemp(join(tmpdir(), 'manifold-postgres-'))
  await chmod(folder, 0o700)
  if (identity.uid !== undefined) await chown(folder, identity.uid, identity.gid)
  const options = {
    ...identity,
    cwd: folder,
    env: { ...process.env, LC_ALL: 'C.UTF-8', LD_LIBRARY_PATH: libraries.join(':') },
  }
  const data = join(folder, 'data')
  await run(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-N'], options)
  const port = await freePort()
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-F'],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  await ready(server)
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      const gone = once(server, 'exit')
      // Waits for connections that are being closed: one that is cut off fails behind the back of its test.
      server.kill('SIGTERM')
      const impatient = setTimeout(() => server.kill('SIGINT'), CLOSING_MS)
      await gone
      clearTimeout(impatient)
      await rm(folder, { recursive: true })
    },
  }
}

/** Debian's, which keeps its programs off the PATH; fetched and unpacked where it is not installed. */
async function findPrograms(): Promise<{ bin: string; libraries: string[] }> {
  const installed = await newestIn('/')
  if (installed) return { bin: installed, libraries: [] }
  const cacheDir = fileURLToPath(new URL('../../../.cache/tools', import.meta.url))
  const root = await unpackDebianPackage('postgresql', { cacheDir })
  const bin = await newestIn(root)
  if (!bin) throw new Error('No PostgreSQL here: install Debian\'s "postgresql" or set TEST_DATABASE_URL.')
  return { bin, libraries: await libraryFolders(root) }
}

async function newestIn(root: string): Promise<string | null> {
  const folder = join(root, 'usr/lib/postgresql')
  const versions = await readdir(folder).catch(() => [])
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0]
  return newest ? join(folder, newest, 'bin') : null
}

async function ready(server: ChildProcessByStdio<null, null, Readable>): Promise<void> {
  let log = ''
  await new Promise<void>((resolve, reject) => {
    server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${log}`)))
    server.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString()
      if (log.includes('ready to accept connections')) resolve()
    })
  })
}
