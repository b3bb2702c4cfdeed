import { spawn } from 'node:child_process'
import { mkdir, open, readFile, writeFile } from 'node:fs/promises'
import http from 'node:http'
import https from 'node:https'
import { join, resolve } from 'node:path'
import { freePort } from './free-port.mjs'
import { registryConfig } from './registry-config.mjs'
import { findTool } from './tools.mjs'

/**
 * @typedef {object} RegistryOptions
 * @property {string} dataDir kept between runs: `blobs/` for the content, `registry.yml`, `registry.log`
 * @property {number} [port] default: a free one
 * @property {{ htpasswd: string }
 *   | { token: { realm: string, service: string, issuer: string, rootcertbundle: string } }} [auth]
 *   `htpasswd`: the path of the file (bcrypt lines)
 * @property {{ certificate: string, key: string }} [tls] paths of PEM files
 * @property {boolean} [delete] default true
 * @property {boolean} [readOnly] the registry's own maintenance mode; default false
 * @property {string} [proxyOf] the address it is a pull-through cache of
 * @property {{ url: string, token: string }} [notify] the address that gets its notifications, and what it shows there
 * @property {boolean} [accessLog] default true; without it only trouble is logged
 * @property {string} [command] the program; default: found or fetched
 * @property {string} [docker] the docker command, to run the image `registry:3` in its place
 * @property {(line: string) => void} [log] told when the program has to be fetched
 *
 * @typedef {object} RegistryProcess
 * @property {string} url `http://127.0.0.1:5000`
 * @property {string} host what stands in image references: `127.0.0.1:5000`
 * @property {number} port
 * @property {number} pid
 * @property {string} logFile one line a request: what the registry was really asked
 * @property {Promise<number | null>} exited the exit code, once it ended; null after a signal
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a real registry (CNCF distribution) on 127.0.0.1 and waits until it answers. It ends with this
 * process, however this process ends.
 * @param {RegistryOptions} options
 * @returns {Promise<RegistryProcess>}
 */
export async function startRegistry(options) {
  const dataDir = resolve(options.dataDir)
  const port = options.port ?? (await freePort())
  const configFile = join(dataDir, 'registry.yml')
  const logFile = join(dataDir, 'registry.log')
  await mkdir(dataDir, { recursive: true })
  // It may hold a token.
  await writeFile(configFile, registryConfig({ ...options, dataDir, port }), { mode: 0o600 })
  const child = await spawnLeashed(await commandLine({ ...options, dataDir, port }, configFile), logFile)
  /** @type {Promise<number | null>} */
  const exited = new Promise((done) => child.once('exit', (code) => done(code)))
  const host = `127.0.0.1:${port}`
  const url = `${options.tls ? 'https' : 'http'}://${host}`
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
    await exited
  }
  try {
    await Promise.race([
      // An image may have to be pulled first.
      untilAnswering(url, options.docker === undefined ? 30_000 : 300_000),
      exited.then(() => Promise.reject(new Error('it ended at once'))),
    ])
  } catch (error) {
    await stop()
    const why = (await readFile(logFile, 'utf8')).trim().split('\n').slice(-5).join('\n')
    throw new Error(`The registry did not start on ${host}: ${error.message}\n${why}`, { cause: error })
  }
  return { url, host, port, pid: child.pid ?? 0, logFile, exited, stop }
}

async function commandLine({ command, docker, dataDir, port, log }, configFile) {
  if (docker === undefined)
    return [command ?? (await findTool('docker-registry', { log })).command, 'serve', configFile]
  const user =
    process.getuid === undefined ? [] : ['--user', `${process.getuid()}:${process.getgid?.() ?? 0}`]
  const volume = `${dataDir}/blobs:/var/lib/registry`
  await mkdir(join(dataDir, 'blobs'), { recursive: true })
  const settings = ['-e', 'REGISTRY_STORAGE_DELETE_ENABLED=true', '-e', 'OTEL_TRACES_EXPORTER=none']
  const run = ['run', '--rm', ...user, '-p', `127.0.0.1:${port}:5000`, '-v', volume, ...settings]
  return [docker, ...run, 'registry:3']
}

/**
 * A program in a session of its own, so that Ctrl-C leaves the order of stopping to us, and on a leash: a pipe
 * that closes when this process is gone, at which it is told to stop. `exec` keeps the process id.
 */
async function spawnLeashed(command, logFile) {
  const log = await open(logFile, 'w')
  const leash = 'exec 3<&0; (cat <&3 >/dev/null; kill $$ 2>/dev/null) & exec "$@" 3<&- </dev/null'
  const env = Object.entries(process.env).filter(([name]) => !name.startsWith('REGISTRY_'))
  const child = spawn('/bin/sh', ['-c', leash, 'sh', ...command], {
    detached: true,
    stdio: ['pipe', log.fd, log.fd],
    env: Object.fromEntries(env),
  })
  await log.close()
  child.stdin?.on('error', () => {})
  return child
}

/** Any answer of the API counts, `401` too: then it is up and wants a password. */
async function untilAnswering(url, timeoutMs) {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const status = await ping(`${url}/v2/`)
    if (status === 200 || status === 401) return
    if (Date.now() > deadline) throw new Error(`no answer within ${timeoutMs / 1000} seconds`)
    await new Promise((done) => setTimeout(done, 40))
  }
}

/** @returns {Promise<number>} the status; 0 without an answer */
function ping(address) {
  const client = address.startsWith('https:') ? https : http
  return new Promise((done) => {
    const request = client.get(address, { rejectUnauthorized: false, agent: false }, (response) => {
      response.resume()
      done(response.statusCode ?? 0)
    })
    request.on('error', () => done(0))
  })
}
