import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeAuthority } from '@/lib/testing/certificate'
import { makeImage } from '@/lib/testing/make-image'
import { type RealRegistry, startRealRegistry } from '@/lib/testing/real-registry'
import { connectTo, push } from '@/lib/testing/registry-client'
import { startTokenServer, type TokenServer } from '@/lib/testing/token-server'

const image = makeImage()
/** bcrypt at its cheapest, of the password below: the reference vector of crypt_blowfish. */
const PASSWORD = 'U*U'
const HTPASSWD = 'writer:$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW\n'

describe('a registry with htpasswd', () => {
  let registry: RealRegistry
  beforeAll(async () => {
    registry = await startRealRegistry(async (dataDir) => {
      const htpasswd = join(dataDir, 'htpasswd')
      await writeFile(htpasswd, HTPASSWD)
      return { auth: { htpasswd } }
    })
  })
  afterAll(() => registry?.stop())

  test('is asked for its kind of sign-in once, and never again', async () => {
    const client = connectTo(registry.url, { username: 'writer', password: PASSWORD })
    await push(client, 'team/app', image, 'v1')
    expect((await client.listTags('team/app')).names).toEqual(['v1'])
    expect((await client.listRepositories()).names).toEqual(['team/app'])
    expect(client.counters.authentications).toBe(1)
    const ours = await registry.logged('manifold-test')
    expect(ours.filter((line) => line.includes('" 401 '))).toHaveLength(1)
    await client.close()
  })

  test.each([
    [{ username: 'writer', password: 'wrong' }, /refused the sign-in \(401\): check username and password/],
    [{}, /wants a sign-in/],
  ])('tells a wrong password from none: %#', async (account, message) => {
    const client = connectTo(registry.url, account)
    await expect(client.ping()).rejects.toThrow(message)
    await expect(client.listTags('team/app')).rejects.toMatchObject({ code: 'REGISTRY_UNAUTHORIZED' })
    await client.close()
  })
})

describe('a registry with tokens', () => {
  let tokens: TokenServer
  let registry: RealRegistry
  beforeAll(async () => {
    tokens = await startTokenServer(
      (user, scope) => user === 'writer' || !/push|delete/.test(scope),
      PASSWORD,
    )
    registry = await startRealRegistry(async (dataDir) => ({ auth: await tokens.authFor(dataDir) }))
  })
  afterAll(async () => {
    await registry?.stop()
    await tokens?.peer.close()
  })

  test('gets one token a scope, for all that is done under it', async () => {
    const client = connectTo(registry.url, { username: 'writer', password: PASSWORD })
    await push(client, 'team/app', image, 'v1', 'v2')
    await Promise.all([client.getTag('team/app', 'v1'), client.getTag('team/app', 'v2')])
    const [layer] = image.blobs
    expect(await client.mountBlob('team/copy', layer?.digest ?? '', 'team/app')).toBe('mounted')
    await client.deleteManifest('team/app', image.digest)
    expect((await client.listRepositories()).names).toEqual(['team/app', 'team/copy'])
    const scopes = tokens.peer.asked('GET /token').map(({ query }) => query.getAll('scope'))
    expect(scopes).toEqual([
      ['repository:team/app:pull,push'],
      ['repository:team/app:pull'],
      ['repository:team/copy:pull,push', 'repository:team/app:pull'],
      ['repository:team/app:delete,pull'],
      ['registry:catalog:*'],
    ])
    await client.close()
  })

  test('an account without a right is told so, and reads on', async () => {
    const client = connectTo(registry.url, {
      username: 'reader',
      password: PASSWORD,
      name: 'registry.example.com',
    })
    await expect(push(client, 'team/app', image, 'v3')).rejects.toThrow(
      /gives "reader" no right to upload a blob in registry\.example\.com\/team\/app \(401\)/,
    )
    expect((await client.listTags('team/app')).complete).toBe(true)
    await client.close()
  })

  test('a wrong password stops at the sign-in service', async () => {
    const client = connectTo(registry.url, { username: 'writer', password: 'wrong' })
    await expect(client.listTags('team/app')).rejects.toThrow(/refused the sign-in \(401\)/)
    await client.close()
  })
})

describe('a registry with a certificate of a private authority', () => {
  const authority = makeAuthority('Manifold test authority')
  let registry: RealRegistry
  beforeAll(async () => {
    registry = await startRealRegistry(async (dataDir) => {
      const { certificate, key } = authority.issue('registry')
      const tls = { certificate: join(dataDir, 'tls.pem'), key: join(dataDir, 'tls.key') }
      await Promise.all([writeFile(tls.certificate, certificate), writeFile(tls.key, key)])
      return { tls }
    })
  })
  afterAll(() => registry?.stop())

  test('is trusted with that authority, or when told to trust anything', async () => {
    for (const settings of [{ ca: authority.certificate }, { insecureSkipVerify: true }]) {
      const client = connectTo(registry.url, settings)
      expect((await client.ping()).apiVersion).toBe('registry/2.0')
      await client.close()
    }
  })

  test('is not trusted without, and the sentence names caFile', async () => {
    const client = connectTo(registry.url)
    await expect(client.ping()).rejects.toMatchObject({
      code: 'REGISTRY_UNREACHABLE',
      message: expect.stringContaining('caFile'),
    })
    await client.close()
  })

  test('called over plain http, it says what is wrong', async () => {
    const client = connectTo(registry.url.replace('https:', 'http:'))
    await expect(client.ping()).rejects.toThrow(/HTTP request to an HTTPS server/)
    await client.close()
  })

  test('plain http called over TLS says what is wrong', async () => {
    const plain = await startRealRegistry()
    const client = connectTo(plain.url.replace('http:', 'https:'))
    await expect(client.ping()).rejects.toThrow(/write its url with http:\/\//)
    await client.close()
    await plain.stop()
  })
})
