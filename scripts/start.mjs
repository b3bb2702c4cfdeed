import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { freePort, isPortFree } from './free-port.mjs'
import { ensureInstalled } from './install.mjs'
import { tryLock } from './lock.mjs'
import { startOwnRegistry } from './own-registry.mjs'
import { ROOT } from './root.mjs'

/** `npm start`: from a fresh clone to a running dashboard, with Node and npm alone. */
async function main() {
  process.chdir(ROOT)
  checkNode()
  const host = process.env.HOST || '127.0.0.1'
  const port = Number(process.env.PORT || 3000) || (await freePort())
  if (!(await isPortFree(port, host)))
    throw new Error(`Port ${port} is taken. Stop what uses it, or choose another: PORT=3001 npm start`)
  await ensureInstalled()
  await ensureBuilt()
  const dataDir = resolve(process.env.MANIFOLD_DATA || '.manifold')
  const registry = isConfigured() ? null : await bringRegistry(dataDir, { host, port })
  const server = await startServer(registry, { host, port })
  let stopping = false
  const stop = once(async (code) => {
    stopping = true
    await server.close()
    await registry?.stop()
    process.exit(code)
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => stop(0))
  registry?.exited.then(() => {
    // Ctrl-C reaches it too: then it has not ended by itself.
    if (stopping) return
    console.error(`The registry has ended. Its log: ${registry.logFile}`)
    return stop(1)
  })
  announce({ host, port: server.port, dataDir, registry })
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    throw new Error(`Manifold needs Node 20.19 or newer; this is ${process.versions.node}.`)
}

const isConfigured = () =>
  Boolean(process.env.REGISTRY_URL || process.env.MANIFOLD_CONFIG) || existsSync(join(ROOT, 'manifold.yaml'))

/** Two registries over one folder would overwrite each other's uploads. */
async function bringRegistry(dataDir, where) {
  if ((await tryLock(`registry ${dataDir}`)) === null)
    throw new Error(`Manifold already runs with the data of ${dataDir}. Stop it, or set MANIFOLD_DATA.`)
  if (!process.env.REGISTRY_WEBHOOK_TOKEN_FILE) process.env.REGISTRY_WEBHOOK_TOKEN ||= randomUUID()
  const registry = await startOwnRegistry(dataDir, notifyAt(where, process.env.REGISTRY_WEBHOOK_TOKEN))
  process.env.REGISTRY_URL = registry.url
  process.env.REGISTRY_NAME ||= registry.name
  return registry
}

/** Where the registry tells of changes; nowhere while its token is known to a file alone. */
function notifyAt({ host, port }, token) {
  const reached = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  const url = `http://${reached}:${port}${process.env.BASE_PATH ?? ''}/api/webhooks/registry`
  return token ? { url, token } : undefined
}

async function startServer(registry, where) {
  const { serve } = await import('../server.mjs')
  try {
    return await serve(where)
  } catch (error) {
    await registry?.stop()
    throw error
  }
}

function announce({ host, port, dataDir, registry }) {
  const name = ['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host) ? 'localhost' : host
  const own = registry && `\n  registry  ${process.env.REGISTRY_NAME} (started beside it, with demo images)`
  console.log(`
Manifold is ready: http://${name}:${port}${process.env.BASE_PATH ?? ''}
${own ? own.slice(1) : `  registry  ${process.env.REGISTRY_URL ?? 'as configured'}`}
  data      ${dataDir}
  stop      Ctrl-C${registry ? ' (stops both)' : ''}
`)
}

function once(work) {
  let running = false
  return (...args) => {
    if (running) return
    running = true
    return work(...args)
  }
}

main().catch((error) => {
  console.error(`\n${error instanceof Error ? error.message : error}`)
  process.exit(1)
})
