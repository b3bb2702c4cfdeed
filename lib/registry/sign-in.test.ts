import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connectTo } from '@/lib/testing/registry-client'
import {
  json,
  type RecordedRequest,
  refusal,
  type ScriptedPeer,
  startPeer,
} from '@/lib/testing/scripted-peer'
import type { RegistryClient, RegistrySettings } from './client-types'

const TAGS = 'GET /v2/team/app/tags/list'
const ACCOUNT = { username: 'reader', password: 's3cret-pass' }
const BASIC = `Basic ${Buffer.from('reader:s3cret-pass').toString('base64')}`

let peer: ScriptedPeer
let client: RegistryClient
beforeEach(async () => {
  peer = await startPeer()
})
afterEach(async () => {
  await client.close()
  await peer.close()
})

const connect = (settings: Partial<RegistrySettings> = ACCOUNT) => {
  client = connectTo(peer.url, { name: 'registry.example.com', ...settings })
  return client
}
const unauthorized = (challenge: string, status = 401) =>
  refusal(status, 'UNAUTHORIZED', 'authentication required', { 'www-authenticate': challenge })
const bearer = (more = '') => `Bearer realm="${peer.url}/token",service="reg"${more}`
const tags = json({ name: 'team/app', tags: ['v1'] })

/** Answers 200 to a token of `good`, else a Bearer challenge. */
const guarded = (good: (token: string) => boolean, challenge: () => string) => {
  peer.on(TAGS, ({ headers }: RecordedRequest, response) => {
    const ok = good(headers.authorization?.replace('Bearer ', '') ?? '')
    response.writeHead(ok ? 200 : 401, ok ? {} : { 'www-authenticate': challenge() })
    response.end(ok ? '{"tags":["v1"]}' : '')
  })
}

describe('Basic', () => {
  test('is sent at once when the registry has asked for it before', async () => {
    peer.on(TAGS, unauthorized('Basic realm="r"'), tags)
    await connect().listTags('team/app')
    await client.listTags('team/app')
    expect(peer.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, BASIC, BASIC])
    expect(client.counters).toEqual({ requests: 2, authentications: 1 })
  })

  test('a wrong password is asked once, and named without being told', async () => {
    peer.on(TAGS, unauthorized('Basic realm="r"'))
    const failing = connect().listTags('team/app')
    await expect(failing).rejects.toMatchObject({
      code: 'REGISTRY_UNAUTHORIZED',
      message:
        'registry.example.com refused the sign-in (401): check username and password in manifold.yaml.',
    })
    expect(JSON.stringify(await failing.catch((error) => ({ ...error, text: String(error) })))).not.toContain(
      's3cret',
    )
    expect(peer.requests).toHaveLength(2)
  })

  test('without an account, the sentence says that one is needed', async () => {
    peer.on(TAGS, unauthorized('Basic realm="r"'))
    await expect(connect({}).listTags('team/app')).rejects.toThrow(
      /wants a sign-in .* set username and password/,
    )
    expect(peer.requests).toHaveLength(1)
  })

  test.each(['Negotiate', 'AWS4-HMAC-SHA256 x=y'])('an unknown scheme is named: %s', async (scheme) => {
    peer.on(TAGS, unauthorized(scheme))
    await expect(connect().listTags('team/app')).rejects.toThrow(
      /kind of sign-in that Manifold does not know/,
    )
    expect(peer.requests).toHaveLength(1)
  })
})

describe('Bearer', () => {
  test('one token serves all calls of a scope, and is asked for before the call', async () => {
    guarded(
      (token) => token === 'good',
      () => bearer(',scope="repository:team/app:pull"'),
    )
    peer.on('GET /token', json({ token: 'good', expires_in: 300 }))
    await connect().listTags('team/app')
    await Promise.all([client.listTags('team/app'), client.listTags('team/app')])
    const [asked, ...more] = peer.asked('GET /token')
    expect(more).toEqual([])
    expect(asked?.headers.authorization).toBe(BASIC)
    expect(Object.fromEntries(asked?.query ?? [])).toEqual({
      service: 'reg',
      scope: 'repository:team/app:pull',
      account: 'reader',
    })
    expect(client.counters).toEqual({ requests: 3, authentications: 2 })
  })

  test('anonymous where no account is set, and `access_token` is a token too', async () => {
    guarded(
      (token) => token === 'anyone',
      () => bearer(),
    )
    peer.on('GET /token', json({ access_token: 'anyone' }))
    expect((await connect({}).listTags('team/app')).names).toEqual(['v1'])
    expect(peer.asked('GET /token')[0]?.headers.authorization).toBeUndefined()
  })

  test('a token that ends in the middle of a crawl is replaced once', async () => {
    let good = 'first'
    guarded(
      (token) => token === good,
      () => bearer(',error="invalid_token"'),
    )
    peer.on(
      'GET /token',
      json({ token: 'first', expires_in: 300 }),
      json({ token: 'second', expires_in: 300 }),
    )
    await connect().listTags('team/app')
    good = 'second'
    await client.listTags('team/app')
    expect(peer.asked('GET /token')).toHaveLength(2)
  })

  test('a fresh token that is refused ends it: no loop', async () => {
    guarded(
      () => false,
      () => bearer(',scope="repository:team/app:pull",error="insufficient_scope"'),
    )
    peer.on('GET /token', json({ token: 'weak' }))
    await expect(connect().listTags('team/app')).rejects.toThrow(
      'registry.example.com gives "reader" no right to read the tags of registry.example.com/team/app (401): ask its owner for it.',
    )
    await expect(client.listTags('team/app')).rejects.toMatchObject({ code: 'REGISTRY_UNAUTHORIZED' })
    expect(peer.asked(TAGS).length).toBeLessThanOrEqual(4)
    expect(peer.asked('GET /token').length).toBeLessThanOrEqual(2)
  })

  test('what the challenge wants beyond what we asked is asked too, first', async () => {
    guarded(
      (token) => token === 'wide',
      () => bearer(',scope="repository:other:pull"'),
    )
    peer.on('GET /token', json({ token: 'narrow' }), json({ token: 'wide' }))
    guarded(
      (token) => token === 'narrow',
      () => bearer(',scope="repository:other:pull"'),
    )
    await connect().listTags('team/app')
    expect(peer.asked('GET /token')[0]?.query.getAll('scope')).toEqual([
      'repository:other:pull',
      'repository:team/app:pull',
    ])
  })

  test.each([
    ['no token field', json({ hello: 'there' }), /answered without a token/],
    [
      'a page',
      { headers: { 'content-type': 'text/html' }, body: '<h1>Log in</h1>' },
      /answered without a token/,
    ],
    ['a token with a line break', json({ token: 'a\r\nx: y' }), /answered without a token/],
    ['a refusal', json({ error: 'unauthorized' }, {}, 401), /refused the sign-in \(401\)/],
    [
      'a redirect',
      { status: 302, headers: { location: 'http://127.0.0.1:1/' } },
      /sends Manifold elsewhere \(302\)/,
    ],
    ['far too much', { body: 'x'.repeat(70_000) }, /more than 64 KiB/],
  ])('a sign-in service that answers %s is a clear error', async (_name, answer, message) => {
    guarded(
      () => false,
      () => bearer(),
    )
    peer.on('GET /token', answer)
    await expect(connect().listTags('team/app')).rejects.toThrow(message)
  })

  test('a sign-in service in trouble is asked again', async () => {
    guarded(
      (token) => token === 'good',
      () => bearer(),
    )
    peer.on('GET /token', { status: 500 }, { status: 503 }, json({ token: 'good' }))
    expect((await connect().listTags('team/app')).names).toEqual(['v1'])
  })

  test('credentials go to the realm that was first, and nowhere else', async () => {
    const thief = await startPeer()
    thief.on('GET /token', json({ token: 'x' }))
    let realm = peer.url
    guarded(
      (token) => token === 'good' && realm === peer.url,
      () => `Bearer realm="${realm}/token"`,
    )
    peer.on('GET /token', json({ token: 'good' }))
    await connect().listTags('team/app')
    realm = thief.url
    await expect(client.listTags('team/app')).rejects.toThrow(
      /now wants the sign-in at .* Nothing was sent there/,
    )
    expect(thief.requests).toEqual([])
    await thief.close()
  })

  test('a realm relative to the registry is understood', async () => {
    guarded(
      (token) => token === 'good',
      () => 'Bearer realm="/token"',
    )
    peer.on('GET /token', json({ token: 'good' }))
    expect((await connect().listTags('team/app')).names).toEqual(['v1'])
  })

  test.each(['ftp://example.com/t', 'http://user:pw@127.0.0.1/t', 'http://169.254.169.254/token', ''])(
    'a realm like %j is refused',
    async (realm) => {
      guarded(
        () => false,
        () => `Bearer realm="${realm}"`,
      )
      await expect(connect().listTags('team/app')).rejects.toMatchObject({
        code: expect.stringMatching(/^REGISTRY_(?:UNAUTHORIZED|UNREACHABLE)$/),
      })
      expect(peer.asked('GET /token')).toEqual([])
    },
  )
})
