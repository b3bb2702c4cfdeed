import { mkdtemp, rm } from 'node:fs/promises'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../e2e/harness/start-server'
import { ensureBuilt } from './build.mjs'
import { startDemoRegistry } from './demo/demo-registry.mjs'
import type { RegistryProcess } from './registry-process.mjs'

let folder: string
let registry: RegistryProcess
let server: RunningServer

beforeAll(async () => {
  await ensureBuilt()
  folder = await mkdtemp(join(tmpdir(), 'manifold-server-'))
  registry = await startDemoRegistry({ dataDir: join(folder, 'registry') })
  server = await startServer({
    REGISTRY_URL: registry.url,
    REGISTRY_NAME: 'demo.test',
    MANIFOLD_DATA: join(folder, 'data'),
  })
})
afterAll(async () => {
  await server.stop()
  await registry.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Node's own client: it sends what it is given, where fetch would tidy it up. */
function get(path: string, options: http.RequestOptions = {}) {
  return new Promise<{ status: number; headers: http.IncomingHttpHeaders; body: string }>(
    (resolve, reject) => {
      const { hostname, port } = new URL(server.url)
      const request = http.request({ hostname, port, path, agent: false, ...options }, (response) => {
        let body = ''
        response.setEncoding('utf8').on('data', (text) => {
          body += text
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        )
      })
      request.on('error', reject)
      request.end()
    },
  )
}

test.each(['/r/%', '/r/demo%zz', '/api/tags/%E0%A4%A', '/%c0%af'])(
  '%s is a coded 400, not a crash',
  async (path) => {
    const { status, headers, body } = await get(path)
    expect(status).toBe(400)
    expect(headers['content-type']).toBe('application/json')
    const { error } = JSON.parse(body)
    expect(error.code).toBe('REQUEST_INVALID')
    expect(error.requestId).toBe(headers['x-request-id'])
  },
)

test('a blob comes through with the length the registry gave, for GET and for HEAD', async () => {
  const headers = { Accept: 'application/vnd.docker.distribution.manifest.v2+json' }
  const manifest = await get('/api/v2/demo.test/demo-amd64/manifests/v0.2', { headers })
  const [layer] = JSON.parse(manifest.body).layers
  const path = `/api/v2/demo.test/demo-amd64/blobs/${layer.digest}`
  for (const method of ['GET', 'HEAD']) {
    const { status, headers } = await get(path, { method })
    expect(status).toBe(200)
    expect(headers['content-length']).toBe(String(layer.size))
    expect(headers['transfer-encoding']).toBeUndefined()
    expect(headers['manifold-content-length']).toBeUndefined()
  }
})

test('an Upgrade is not taken up: the request is answered as any other', async () => {
  const headers = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  }
  const { status } = await get('/api/health', { headers })
  expect(status).toBe(200)
})

test('a request under way when the server is told to stop is answered, and the exit code is 0', async () => {
  const other = await startServer({ REGISTRY_URL: registry.url, MANIFOLD_DATA: join(folder, 'other') })
  const answers = Array.from({ length: 8 }, () =>
    fetch(`${other.url}/api/repositories?registry=${registry.host}`),
  )
  const first = await Promise.race(answers)
  expect(first.status).toBe(200)
  const code = other.stop()
  for (const answer of await Promise.allSettled(answers)) {
    // Either it had been taken in, then it is answered, or the door was closed already.
    if (answer.status === 'fulfilled') expect(answer.value.status).toBe(200)
  }
  expect(await code).toBe(0)
})

test('pages that listen for changes hold up no stop, and see their stream end', async () => {
  const data = await mkdtemp(join(tmpdir(), 'manifold-stopped-'))
  const own = await startServer({ REGISTRY_URL: registry.url, MANIFOLD_DATA: data })
  const response = await fetch(`${own.url}/api/events`)
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  let stopped: Promise<number | null> | undefined
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    text += next.value
    // Once it has spoken, the server is told to stop: the loop ends when the stream does.
    if (/^event: hello\ndata: {"at":"[^"]+"}\n$/m.test(text)) stopped ??= own.stop()
  }
  expect(text).toContain('event: hello')
  expect(await stopped).toBe(0)
  await rm(data, { recursive: true, force: true })
})
