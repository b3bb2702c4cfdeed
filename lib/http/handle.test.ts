import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { ENDPOINTS } from '@/lib/contract/endpoints'
import { ApiErrorBody } from '@/lib/contract/error'
import { RegistryError } from '@/lib/registry/errors'
import { ServiceError } from '@/lib/services/service-error'
import { handle } from './handle'
import { methodNotAllowed } from './method-not-allowed'
import { ndjsonResponse } from './ndjson-response'
import { notFound } from './not-found'
import { BODY_BYTES_MAX } from './read-body'

const logged: string[] = []

beforeAll(() => {
  vi.stubEnv('REGISTRY_URL', 'http://127.0.0.1:1')
  vi.stubEnv('PUBLIC_URL', 'https://images.example.com')
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => logged.push(String(text)) > 0)
})
afterAll(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})
beforeEach(() => {
  logged.length = 0
})

const request = (
  path: string,
  init: RequestInit & { headers?: Record<string, string>; duplex?: 'half' } = {},
) =>
  new Request(`http://localhost:3000${path}`, {
    ...init,
    headers: { host: 'localhost:3000', ...init.headers },
  })

const read = handle(ENDPOINTS.listTags, async ({ query }) => query)
const plan = handle(ENDPOINTS.planComposition, async ({ body }) => body)
const failing = (error: unknown) =>
  handle(ENDPOINTS.health, async () => {
    throw error
  })

async function failureOf(answer: Promise<Response>) {
  const response = await answer
  const { error } = ApiErrorBody.parse(await response.json())
  expect(response.headers.get('x-request-id')).toBe(error.requestId)
  return { ...error, status: response.status, headers: response.headers }
}

const post = (body: BodyInit, headers: Record<string, string>, init: { duplex?: 'half' } = {}) =>
  plan(request('/api/compositions/plan', { method: 'POST', body, headers, ...init }))

describe('an answer', () => {
  it('is never kept by a cache nor guessed at', async () => {
    const response = await read(request('/api/tags?registry=r&repository=a'))
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await response.json()).toMatchObject({ sort: '-name', limit: 50, verify: false })
  })

  it('is the handler’s own response where it made one', async () => {
    const raw = handle(ENDPOINTS.health, async () => new Response('as it is', { status: 206 }))
    const response = await raw(request('/api/health'))
    expect([response.status, await response.text()]).toEqual([206, 'as it is'])
  })
})

describe('a query', () => {
  it.each([
    '/api/tags?registry=r',
    '/api/tags?registry=r&repository=a&limit=0',
    '/api/tags?registry=r&repository=a&limit=many',
    '/api/tags?registry=r&repository=a&sort=colour',
    '/api/tags?registry=r&repository=a&unknown=1',
    '/api/tags?registry=r&registry=s&repository=a',
  ])('that cannot be read is refused: %s', async (path) => {
    expect(await failureOf(read(request(path)))).toMatchObject({ status: 400, code: 'REQUEST_INVALID' })
  })
})

describe('a body', () => {
  const JSON_TYPE = { 'content-type': 'application/json' }

  it('is read as JSON, or as the YAML of a spec', async () => {
    expect(await (await post('{"spec":"image: a"}', JSON_TYPE)).json()).toEqual({ spec: 'image: a' })
    const answer = await post('image: a\n', { 'content-type': 'application/yaml; charset=utf-8' })
    expect(await answer.json()).toEqual({ spec: 'image: a\n' })
  })

  it.each<[string, string | Uint8Array<ArrayBuffer>, string, number, string]>([
    ['not JSON', '{', 'application/json', 400, 'REQUEST_INVALID'],
    ['an unknown key', '{"spec":"a","force":true}', 'application/json', 400, 'REQUEST_INVALID'],
    ['not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 'application/json', 400, 'REQUEST_INVALID'],
    ['a form', 'spec=a', 'application/x-www-form-urlencoded', 415, 'MEDIA_TYPE_UNSUPPORTED'],
    ['plain text', '{"spec":"a"}', 'text/plain', 415, 'MEDIA_TYPE_UNSUPPORTED'],
    ['5 MB', 'a'.repeat(5_000_000), 'application/yaml', 413, 'BODY_TOO_LARGE'],
  ])('is refused: %s', async (_, body, type, status, code) => {
    expect(await failureOf(post(body, { 'content-type': type }))).toMatchObject({ status, code })
  })

  it('that never ends is refused at the limit', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536
        controller.enqueue(new Uint8Array(65_536))
      },
    })
    const failure = await failureOf(post(endless, { 'content-type': 'application/yaml' }, { duplex: 'half' }))
    expect(failure.code).toBe('BODY_TOO_LARGE')
    expect(sent).toBeLessThan(BODY_BYTES_MAX + 4 * 65_536)
  })
})

describe('a call of a registry', () => {
  const hook = handle(ENDPOINTS.receiveWebhook, async ({ body }) => body)
  const ENVELOPE = 'application/vnd.docker.distribution.events.v1+json'
  const call = (body: string, headers: Record<string, string> = {}) =>
    hook(
      request('/api/webhooks/registry', {
        method: 'POST',
        body,
        headers: { 'content-type': ENVELOPE, ...headers },
      }),
    )

  it('is taken under any name it knows us by, with what it has beside the events passed over', async () => {
    const answer = await call('{"events":[{"id":"1"}],"more":true}', { host: 'manifold:3000' })
    expect([answer.status, await answer.json()]).toEqual([200, { events: [{ id: '1' }] }])
  })

  it.each<[string, string, Record<string, string>, number, string]>([
    [
      'JSON of another kind',
      '{"events":[]}',
      { 'content-type': 'application/json' },
      415,
      'MEDIA_TYPE_UNSUPPORTED',
    ],
    ['a spec', 'image: a', { 'content-type': 'application/yaml' }, 415, 'MEDIA_TYPE_UNSUPPORTED'],
    ['10 MB', `{"events":["${'x'.repeat(10_000_000)}"]}`, {}, 413, 'BODY_TOO_LARGE'],
    ['no envelope', '[]', {}, 400, 'REQUEST_INVALID'],
    [
      'a page of another site',
      '{"events":[]}',
      { origin: 'https://attacker.example' },
      403,
      'ORIGIN_REFUSED',
    ],
  ])('is refused: %s', async (_, body, headers, status, code) => {
    expect(await failureOf(call(body, headers))).toMatchObject({ status, code })
  })
})

describe('whose request it is', () => {
  it.each([
    ['localhost:3000', 200],
    ['LOCALHOST', 200],
    ['[::1]:3000', 200],
    ['images.example.com', 200],
    ['rebound.attacker.example', 403],
    ['localhost.attacker.example:3000', 403],
    ['192.168.1.20:3000', 403],
    ['', 403],
  ])('a name that is not ours is not answered to: %s', async (host, status) => {
    const response = await read(request('/api/tags?registry=r&repository=a', { headers: { host } }))
    expect(response.status).toBe(status)
  })

  it.each<[Record<string, string>, number]>([
    [{}, 200],
    [{ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' }, 200],
    [{ 'sec-fetch-site': 'none' }, 200],
    [{ origin: 'https://images.example.com' }, 200],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'same-origin', origin: 'https://attacker.example' }, 403],
    [{ origin: 'http://localhost:4000' }, 403],
    [{ origin: 'null' }, 403],
  ])('a write from another site is refused: %j', async (headers, status) => {
    const response = await post('{"spec":"a"}', { 'content-type': 'application/json', ...headers })
    expect(response.status).toBe(status)
  })
})

describe('a failure', () => {
  it('of a service carries its code, words and facts', async () => {
    const error = new ServiceError('YAML_INVALID', 'A tab.', {
      hint: 'Use spaces.',
      details: { line: 3, column: 1 },
    })
    expect(await failureOf(failing(error)(request('/api/health')))).toMatchObject({
      status: 400,
      code: 'YAML_INVALID',
      message: 'A tab.',
      hint: 'Use spaces.',
      details: { line: 3, column: 1 },
    })
  })

  it('of a registry names it and when to try again', async () => {
    const error = new RegistryError('r asks to slow down.', {
      code: 'REGISTRY_RATE_LIMITED',
      registry: 'r',
      method: 'GET',
      url: 'http://r/v2/',
      status: 429,
      registryCode: 'TOOMANYREQUESTS',
      registryMessage: 'slow down',
      retryAfterSeconds: 120,
    })
    const failure = await failureOf(failing(error)(request('/api/health')))
    expect(failure).toMatchObject({
      status: 503,
      details: { registry: 'r', registryCode: 'TOOMANYREQUESTS' },
    })
    expect(failure.headers.get('retry-after')).toBe('120')
    expect(logged).toEqual([])
  })

  it('nobody foresaw is logged without secrets and shown by its request id alone', async () => {
    const error = new Error('authorization: Basic c2VjcmV0 at http://me:hunter2@r/v2/')
    const failure = await failureOf(failing(error)(request('/api/health')))
    expect(failure).toMatchObject({ status: 500, code: 'INTERNAL' })
    expect(failure.message).not.toMatch(/Basic|hunter2/)
    expect(logged).toHaveLength(1)
    expect(logged[0]).toContain(failure.requestId)
    expect(logged[0]).not.toMatch(/c2VjcmV0|hunter2/)
  })

  it('of method or address is coded too', async () => {
    const wrong = await failureOf(
      methodNotAllowed('GET, HEAD').DELETE(request('/api/tags', { method: 'DELETE' })),
    )
    expect(wrong).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' })
    expect(wrong.headers.get('allow')).toBe('GET, HEAD')
    expect(await failureOf(notFound().GET(request('/api/nope')))).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
    })
  })
})

describe('a stream of events', () => {
  it('is one JSON document a line, in order', async () => {
    async function* events() {
      yield { type: 'step', text: 'two\nlines' }
      yield { type: 'result' }
    }
    const text = await ndjsonResponse(events(), { request: request('/api/compositions') }).text()
    const lines = text.trimEnd().split('\n')
    expect(lines.map((line) => z.looseObject({ type: z.string() }).parse(JSON.parse(line)).type)).toEqual([
      'step',
      'result',
    ])
  })

  it('runs its producer to the end when the client leaves', async () => {
    const controller = new AbortController()
    let ended: (() => void) | undefined
    const end = new Promise<void>((resolve) => {
      ended = resolve
    })
    async function* events() {
      try {
        for (let step = 0; step < 100; step++) yield { step }
      } finally {
        ended?.()
      }
    }
    const init = { signal: controller.signal }
    const reader = ndjsonResponse(events(), { request: request('/api/compositions', init) }).body?.getReader()
    await reader?.read()
    controller.abort()
    await end
  })
})
