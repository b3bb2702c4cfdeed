import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { seedDemo } from './demo/seed.mjs'
import { findOnPath } from './find-on-path.mjs'
import { freePort } from './free-port.mjs'
import { withProgress } from './progress.mjs'
import { startRegistry } from './registry-process.mjs'
import { runCommand } from './run-command.mjs'
import { findTool } from './tools.mjs'

const FIRST_PORT = 5000

/**
 * Starts the registry that comes along where none is configured, and fills it once with the demo images.
 * @param {string} dataDir keeps the registry's data, its port, and the program where it had to be fetched
 * @param {import('./registry-process.mjs').RegistryOptions['notify']} notify
 * @returns {Promise<import('./registry-process.mjs').RegistryProcess & { name: string }>} `name`: as people
 *   write it in references
 */
export async function startOwnRegistry(dataDir, notify) {
  const folder = join(dataDir, 'registry')
  await mkdir(folder, { recursive: true })
  const registry = await startRegistry({
    dataDir: folder,
    accessLog: false,
    notify,
    port: await keptPort(join(folder, 'port')),
    ...(await program(join(dataDir, 'tools'))),
  })
  const stampFile = join(folder, 'demo-stamp')
  try {
    await fill(registry.url, stampFile)
  } catch (error) {
    await registry.stop()
    throw error
  }
  return { ...registry, name: `localhost:${registry.port}` }
}

/** The address is part of every reference people copy: the port stays what it was as long as it is free. */
async function keptPort(file) {
  const kept = Number(await readFile(file, 'utf8').catch(() => FIRST_PORT)) || FIRST_PORT
  const port = await freePort(kept)
  if (port !== kept)
    console.log(`Port ${kept} is taken: the registry listens on ${port}, and keeps that one.`)
  await writeFile(file, String(port))
  return port
}

/** A program on PATH or Debian's package, else the image of the same. */
async function program(cacheDir) {
  try {
    const { command } = await findTool('docker-registry', { cacheDir, log: (line) => console.log(line) })
    return { command }
  } catch (error) {
    const docker = await dockerEngine()
    if (docker !== null) {
      console.log('Starting the image registry:3 in Docker.')
      return { docker }
    }
    throw new Error(noRegistry(error.message), { cause: error })
  }
}

/** @returns {Promise<string | null>} the docker command, if an engine answers it */
async function dockerEngine() {
  const docker = await findOnPath('docker')
  if (docker === null) return null
  const { code } = await runCommand(docker, ['version', '--format', '{{.Server.Version}}'])
  return code === 0 ? docker : null
}

const noRegistry = (
  reason,
) => `No registry is configured, and none could be started here. Any of these will do:
  - a registry you have:  REGISTRY_URL=http://host:port npm start
  - the program:          install docker-registry (Debian, Ubuntu), or put CNCF distribution's \`registry\` on PATH
  - Docker:               start its engine, and the image registry:3 is used
${reason.replace(/^/gm, '  ')}`

async function fill(url, stampFile) {
  const title = 'Filling the registry with demo images, once'
  const work = (report) =>
    seedDemo(url, { stampFile, onProgress: (done, total) => report(`${done} of ${total}`) })
  if (!(await isFilled(stampFile))) await withProgress(title, work)
}

/** Only ever once: what people changed since is theirs, whatever the recipe has become. */
const isFilled = (stampFile) =>
  readFile(stampFile).then(
    () => true,
    () => false,
  )
