import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connectTo } from '@/lib/testing/registry-client'
import {
  type Answer,
  json,
  type RecordedRequest,
  refusal,
  type ScriptedPeer,
  startPeer,
} from '@/lib/testing/scripted-peer'
import type { RegistryClient } from './client-types'

const CATALOG = 'GET /v2/_catalog'
const TAGS = 'GET /v2/team/app/tags/list'

let peer: ScriptedPeer
let client: RegistryClient
beforeEach(async () => {
  peer = await startPeer()
  client = connectTo(peer.url)
})
afterEach(async () => {
  await client.close()
  await peer.close()
})

const page = (tags: unknown, next?: string): Answer =>
  json({ tags }, next === undefined ? {} : { link: `<${next}>; rel="next"` })

describe('pages', () => {
  test('are followed by the query of Link, on our own path and nowhere else', async () => {
    const thief = await startPeer()
    peer.on(
      TAGS,
      page(['a', 'b'], `${thief.url}/v2/steal?last=b&n=2`),
      page(['c'], '/somewhere/else?last=c'),
      page(['d']),
    )
    expect(await client.listTags('team/app')).toEqual({ names: ['a', 'b', 'c', 'd'], complete: true })
    expect(peer.requests.map(({ query }) => query.toString())).toEqual(['n=1000', 'last=b&n=2', 'last=c'])
    expect(thief.requests).toEqual([])
    await thief.close()
  })

  test('end when one adds nothing new, and the listing is said to be incomplete', async () => {
    peer.on(TAGS, page(['a', 'b'], '/v2/team/app/tags/list?last=10000'))
    expect(await client.listTags('team/app')).toEqual({ names: ['a', 'b'], complete: false })
    expect(peer.requests).toHaveLength(2)
  })

  test('are told as they come', async () => {
    peer.on(
      CATALOG,
      json({ repositories: ['a', 'b'] }, { link: '</v2/_catalog?last=b>; rel="next"' }),
      json({ repositories: ['b', 'c'] }),
    )
    const pages: string[][] = []
    await client.listRepositories({ onPage: (names) => pages.push(names) })
    expect(pages).toEqual([['a', 'b'], ['c']])
  })

  test('that break off are asked again, and only they', async () => {
    const reset: Answer = (_request, response) => response.destroy()
    peer.on(TAGS, page(['a'], '?last=a'), reset, page(['b']))
    expect((await client.listTags('team/app')).names).toEqual(['a', 'b'])
  })

  test.each([
    ['PAGINATION_NUMBER_INVALID', 400],
    ['UNSUPPORTED', 400],
    ['TOO_MANY_TAGS_REQUESTED', 413],
  ])('are halved until the registry takes them: %s', async (code, status) => {
    peer.on(CATALOG, ({ query }: RecordedRequest, response) => {
      const fits = Number(query.get('n')) <= 125
      response.writeHead(fits ? 200 : status)
      response.end(JSON.stringify(fits ? { repositories: ['a'] } : { errors: [{ code }] }))
    })
    expect((await client.listRepositories()).names).toEqual(['a'])
    expect(peer.requests.map(({ query }) => query.get('n'))).toEqual(['1000', '500', '250', '125'])
  })
})

describe('names', () => {
  test('come once each, whatever they are called', async () => {
    peer.on(TAGS, page(['__proto__', 'constructor', 'NaN', 'v1', 'v1', 'toString']))
    expect((await client.listTags('team/app')).names).toEqual([
      '__proto__',
      'constructor',
      'NaN',
      'v1',
      'toString',
    ])
  })

  test('that cannot be names are left out', async () => {
    peer.on(TAGS, page(['ok', '../x', 'a b', '', null, 5, 'x'.repeat(200)]))
    expect((await client.listTags('team/app')).names).toEqual(['ok'])
  })

  test('of 100,000 tags are all there', async () => {
    peer.on(TAGS, page(Array.from({ length: 100_000 }, (_, number) => `v${number}`)))
    expect((await client.listTags('team/app')).names).toHaveLength(100_000)
  })
})

test.each([
  [refusal(401, 'UNAUTHORIZED', 'authentication required'), 'REGISTRY_UNAUTHORIZED'],
  [refusal(403, 'DENIED', 'no'), 'REGISTRY_UNAUTHORIZED'],
  [refusal(404, 'NOT_FOUND', 'no catalog'), 'REGISTRY_REFUSED'],
  [{ status: 405, body: 'Method not allowed' }, 'REGISTRY_REFUSED'],
] as [Answer, string][])('a catalog that is refused is an error of its own: %#', async (answer, code) => {
  peer.on(CATALOG, answer)
  await expect(client.listRepositories()).rejects.toMatchObject({ code })
})

test('a registry below a path is asked below that path', async () => {
  const below = connectTo(`${peer.url}/artifactory/api/docker/local`)
  peer.on(
    'GET /artifactory/api/docker/local/v2/team/app/tags/list',
    page(['a'], '/v2/team/app/tags/list?last=a'),
    page(['b']),
  )
  expect((await below.listTags('team/app')).names).toEqual(['a', 'b'])
  await below.close()
})

test('no more calls are under way than allowed, and a stream does not count', async () => {
  const narrow = connectTo(peer.url, { concurrency: 2 })
  const digest = `sha256:${'0'.repeat(64)}`
  peer.on(`GET /v2/team/app/blobs/${digest}`, (_request, response) => response.write('endless'))
  const streams = await Promise.all([
    narrow.openBlob('team/app', digest),
    narrow.openBlob('team/app', digest),
  ])
  let most = 0
  const waiting: ServerResponse[] = []
  const answerAll = () => {
    for (const held of waiting.splice(0)) held.end('{"tags":[]}')
  }
  peer.on(TAGS, (_request, response) => {
    most = Math.max(most, waiting.push(response))
    // Answered in pairs: fewer than two under way would hang here.
    if (waiting.length >= 2) setImmediate(answerAll)
  })
  await Promise.all(Array.from({ length: 20 }, () => narrow.listTags('team/app')))
  expect(most).toBe(2)
  for (const stream of streams) stream.destroy()
  await narrow.close()
})
