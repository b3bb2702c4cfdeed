import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import http from 'node:http'
import { fileURLToPath } from 'node:url'

const DRAIN_MS = 10_000
const DIR = fileURLToPath(new URL('.', import.meta.url))

/**
 * Serves the production build. Node's server stands in front of Next for what Next leaves open: a malformed
 * address is a 400, a known length is sent, and a stop lets running requests finish.
 * @param {{ host: string, port: number }} where
 * @returns {Promise<{ host: string, port: number, close: () => Promise<void> }>}
 */
export async function serve({ host, port }) {
  if (!existsSync(new URL('.next/BUILD_ID', import.meta.url)))
    throw new Error('There is no build to serve yet: `npm start` makes one, or `npm run build`.')
  Object.assign(process.env, { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', HOST: host })
  const { default: next } = await import('next')
  // Next hangs its upgrade handler on this server, which never listens: an `Upgrade` is answered as if it were not there.
  const app = next({ dev: false, dir: DIR, hostname: host, port, httpServer: http.createServer() })
  await Promise.all([started(), app.prepare()])
  const handle = app.getRequestHandler()
  const server = http.createServer((request, response) => {
    if (!isWellFormed(request.url ?? '')) return refuse(response)
    restoreContentLength(response)
    handle(request, response)
  })
  server.headersTimeout = 30_000
  server.requestTimeout = 10 * 60_000
  server.keepAliveTimeout = 65_000
  await listen(server, host, port)
  const address = server.address()
  return {
    host,
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () => drain(server),
  }
}

/** Next does not wait for instrumentation.ts, and would serve on after its failure: it reports here. */
function started() {
  return new Promise((resolve, reject) => {
    const report = (failure) => (failure === undefined ? resolve(undefined) : reject(failure))
    Object.assign(globalThis, { [Symbol.for('manifold.started')]: report })
  })
}

/** Percent-encoding that decodes to nothing has no page and no handler that could speak of it. */
function isWellFormed(address) {
  try {
    decodeURIComponent(address.split('?', 1)[0])
    return true
  } catch {
    return false
  }
}

/** @param {http.ServerResponse} response */
function refuse(response) {
  const requestId = randomUUID()
  const message = 'The address holds a % that is not followed by two hexadecimal digits of UTF-8 text.'
  const error = { code: 'REQUEST_INVALID', message, hint: 'Write a literal % as %25.', requestId }
  const body = JSON.stringify({ error })
  response.writeHead(400, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'X-Request-Id': requestId,
  })
  response.end(body)
}

/** Next drops a handler's Content-Length; handlers that know it say so under a name of our own. */
function restoreContentLength(response) {
  const writeHead = response.writeHead
  response.writeHead = function (...args) {
    const length = this.getHeader('manifold-content-length')
    if (length !== undefined) {
      this.removeHeader('manifold-content-length')
      this.setHeader('content-length', length)
    }
    return writeHead.apply(this, args)
  }
}

/** @param {http.Server} server */
function listen(server, host, port) {
  return new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      const taken = `Port ${port} of ${host} is taken. Stop what uses it, or choose another: PORT=3001.`
      reject(error.code === 'EADDRINUSE' ? new Error(taken, { cause: error }) : error)
    })
    server.listen(port, host, () => resolve(undefined))
  })
}

/** Takes no new requests, waits for the running ones, then closes whatever is still open. */
async function drain(server) {
  const closed = new Promise((resolve) => server.close(resolve))
  // A connection whose answer is out stays open for the next request, which nobody will take.
  const sweep = setInterval(() => server.closeIdleConnections(), 20)
  const limit = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
  await closed
  clearInterval(sweep)
  clearTimeout(limit)
}

/** What goes on without a request lets go of what it holds; not for longer than an operator waits. */
async function ended() {
  const background = Reflect.get(globalThis, Symbol.for('manifold.ended'))
  await Promise.race([background, new Promise((resolve) => setTimeout(resolve, DRAIN_MS))])
}

async function main() {
  const host = process.env.HOST || '127.0.0.1'
  const server = await serve({ host, port: Number(process.env.PORT || 3000) })
  console.log(`Manifold listens on http://${host.includes(':') ? `[${host}]` : host}:${server.port}`)
  for (const signal of ['SIGTERM', 'SIGINT'])
    process.once(signal, async () => {
      await server.close()
      await ended()
      process.exit(0)
    })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  })
}
