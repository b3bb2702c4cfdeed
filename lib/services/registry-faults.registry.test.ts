import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { InspectQuery } from '@/lib/contract/inspect'
import { ListRepositoriesQuery } from '@/lib/contract/repositories'
import { ListTagsQuery } from '@/lib/contract/tags'
import { makeImage, makeIndex } from '@/lib/testing/make-image'
import { createLayout } from '@/lib/testing/registry-layout'
import { freePort } from '@/scripts/free-port.mjs'
import { startRegistry } from '@/scripts/registry-process.mjs'
import { checkReadiness } from './check-readiness'
import type { Context } from './context'
import { inspectImage } from './inspect-image'
import { listRegistries } from './list-registries'
import { listRepositories } from './list-repositories'
import { listTags } from './list-tags'
import { never, readingContext } from './testing/reading-context'

/** `manifold` with the password `secret`, at the cheapest bcrypt cost. */
const HTPASSWD = 'manifold:$2y$04$QCnKQ3wkKQ0m0VQm1Tz2a.6cFa0DYtLXkJYI9Qd6x6pmQzI6cDo0S\n'

let folder: string
const closing: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manifold-faults-'))
})
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A peer that behaves as no real registry can be made to. */
async function peer(answer: RequestListener): Promise<string> {
  const server: Server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const repositoriesOf = (context: Context, name: string, more: Record<string, string> = {}) =>
  listRepositories(context, ListRepositoriesQuery.parse({ registry: name, ...more }))
const tagsOf = (context: Context, registry: string, repository: string, more: Record<string, string> = {}) =>
  listTags(context, ListTagsQuery.parse({ registry, repository, ...more }), never)

describe('a registry nothing listens at', () => {
  it('is named unreachable, with a sentence, and leaves the others alone', async () => {
    const alive = await peer((_, response) => response.end('{}'))
    const context = readingContext(
      { name: 'gone.example', url: `http://127.0.0.1:${await freePort()}` },
      { name: 'alive.example', url: alive },
    )
    const { items } = await listRegistries(context)
    expect(items.map(({ name, reachability }) => [name, reachability])).toEqual([
      ['gone.example', 'unreachable'],
      ['alive.example', 'reachable'],
    ])
    expect(items[0]?.problem?.message).toMatch(/^gone\.example .*nothing listens/)
    const ready = await checkReadiness(context)
    expect(ready).toMatchObject({ status: 'degraded', storage: { status: 'failed' } })
  })

  it('answers REGISTRY_UNREACHABLE to every question about it, resolved in the background or not', async () => {
    const context = readingContext({ name: 'gone.example', url: `http://127.0.0.1:${await freePort()}` })
    await expect(tagsOf(context, 'gone.example', 'a')).rejects.toMatchObject({ code: 'REGISTRY_UNREACHABLE' })
    await expect(tagsOf(context, 'gone.example', 'a', { sort: 'size' })).rejects.toMatchObject({
      code: 'REGISTRY_UNREACHABLE',
    })
    await expect(repositoriesOf(context, 'gone.example')).rejects.toMatchObject({
      code: 'REGISTRY_UNREACHABLE',
    })
  })

  it('answers again once it is back', async () => {
    const port = await freePort()
    const context = readingContext({ name: 'back.example', url: `http://127.0.0.1:${port}` })
    await expect(repositoriesOf(context, 'back.example')).rejects.toMatchObject({
      code: 'REGISTRY_UNREACHABLE',
    })
    const registry = await startRegistry({ dataDir: join(folder, 'back'), port })
    closing.push(() => registry.stop())
    expect(await repositoriesOf(context, 'back.example')).toMatchObject({ items: [], notice: null })
  })
})

describe('a registry that takes a call and says nothing', () => {
  it('is named unreachable after five seconds, and the list of registries comes all the same', async () => {
    const url = await peer(() => {})
    const { items } = await listRegistries(readingContext({ name: 'silent.example', url }))
    expect(items[0]).toMatchObject({ reachability: 'unreachable', problem: { code: 'REGISTRY_TIMEOUT' } })
  })
})

describe('a refused sign-in', () => {
  it('is told apart from a refused catalog, without the password in any word of it', async () => {
    const path = join(folder, 'htpasswd')
    await writeFile(path, HTPASSWD)
    const registry = await startRegistry({ dataDir: join(folder, 'locked'), auth: { htpasswd: path } })
    closing.push(() => registry.stop())
    const account = { username: 'manifold', password: 'not-the-password' }
    const context = readingContext({ name: 'locked.example', url: registry.url, ...account })
    const { items } = await listRegistries(context)
    expect(items[0]).toMatchObject({
      reachability: 'unauthorized',
      problem: { code: 'REGISTRY_UNAUTHORIZED' },
    })
    const refused = await repositoriesOf(context, 'locked.example').catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'REGISTRY_UNAUTHORIZED' })
    expect(JSON.stringify([items, refused, String(refused)])).not.toContain('not-the-password')
  })
})

describe('a refused catalog', () => {
  const refusing: RequestListener = (request: IncomingMessage, response) => {
    if (request.url === '/v2/') return response.end('{}')
    response.statusCode = 401
    response.end('{"errors":[{"code":"UNAUTHORIZED","message":"access to the catalog is not granted"}]}')
    return response
  }

  it('is answered with the repositories of the configuration and a notice', async () => {
    const url = await peer(refusing)
    const context = readingContext({ name: 'hub.example', url, repositories: ['team/b', 'team/a'] })
    const { items, source, notice } = await repositoriesOf(context, 'hub.example')
    expect(items).toEqual([{ name: 'team/a' }, { name: 'team/b' }])
    expect(source).toBe('configured')
    expect(notice).toMatch(/hub\.example does not list its repositories/)
    expect((await listRegistries(context)).items[0]?.supports.catalog).toBe('no')
  })

  it('is not asked for twice within a minute', async () => {
    let asked = 0
    const url = await peer((request, response) => {
      if (request.url?.startsWith('/v2/_catalog')) asked += 1
      return refusing(request, response)
    })
    const context = readingContext({ name: 'hub.example', url })
    await Promise.all([repositoriesOf(context, 'hub.example'), repositoriesOf(context, 'hub.example')])
    await repositoriesOf(context, 'hub.example')
    expect(asked).toBe(1)
  })
})

describe('what vanishes under a page', () => {
  it('drops an index deleted from the registry from the table, and says of its page that it is gone', async () => {
    const dataDir = join(folder, 'vanishing')
    const index = makeIndex([makeImage()])
    const place = createLayout(dataDir)
    await place('team/app', makeImage(), ['1.0'])
    await place('team/app', index, ['1.1'])
    const registry = await startRegistry({ dataDir })
    closing.push(() => registry.stop())
    const context = readingContext({ name: 'reg.example', url: registry.url })
    const before = await tagsOf(context, 'reg.example', 'team/app')
    expect(before.items.map(({ tag, digest }) => [tag, digest === index.digest])).toEqual([
      ['1.1', true],
      ['1.0', false],
    ])
    await context.registries.get('reg.example')?.client.deleteManifest('team/app', index.digest)
    const after = await tagsOf(context, 'reg.example', 'team/app')
    expect(after.items.map(({ tag }) => tag)).toEqual(['1.0'])
    const query = InspectQuery.parse({ ref: 'reg.example/team/app:1.1' })
    await expect(inspectImage(context, query, never)).rejects.toMatchObject({ code: 'MANIFEST_UNKNOWN' })
  })

  it('makes a listed tag without a manifest a row of its own, and a failing one another', async () => {
    const url = await peer((request, response) => {
      if (request.url?.includes('/tags/list')) return response.end('{"name":"a","tags":["1.0","2.0"]}')
      response.statusCode = request.url?.endsWith('/1.0') ? 404 : 500
      return response.end('{"errors":[{"code":"UNKNOWN","message":"unknown error"}]}')
    })
    const context = readingContext({ name: 'odd.example', url })
    const { items } = await tagsOf(context, 'odd.example', 'a', { sort: 'name' })
    expect(items.map(({ tag, kind, digest }) => [tag, kind, digest])).toEqual([
      ['1.0', 'missing', null],
      ['2.0', 'unknown', null],
    ])
    expect(items[0]?.problem).toMatch(/lists this tag but has no manifest/)
    expect(items[1]?.problem).toMatch(/odd\.example/)
  })

  it('gives up reading tags when the registry itself is gone, says why, and starts anew when asked again', async () => {
    let gone = true
    const url = await peer((request, response) => {
      const tags = Array.from({ length: 40 }, (_, tag) => `1.${tag}`)
      if (request.url?.includes('/tags/list')) return response.end(JSON.stringify({ name: 'a', tags }))
      if (gone) return request.socket.destroy()
      response.statusCode = 404
      return response.end()
    })
    const context = readingContext({ name: 'dying.example', url })
    const failure = async () => {
      for (;;) {
        const { progress } = await tagsOf(context, 'dying.example', 'a', { sort: 'size' })
        expect(progress?.done).toBe(false)
      }
    }
    await expect(failure()).rejects.toMatchObject({ code: 'REGISTRY_UNREACHABLE' })
    gone = false
    const { items } = await tagsOf(context, 'dying.example', 'a', { sort: 'size' })
    expect(items.every(({ kind }) => kind === 'missing')).toBe(true)
  })

  it.each([
    [
      'schema 1',
      'application/vnd.docker.distribution.manifest.v1+prettyjws',
      { schemaVersion: 1 },
      /schema 1/,
    ],
    ['an unknown type', 'application/vnd.example+json', { schemaVersion: 2, things: [] }, /does not know/],
    [
      'a contradiction',
      'application/vnd.oci.image.index.v1+json',
      { schemaVersion: 2, mediaType: 'application/vnd.oci.image.manifest.v1+json' },
      /serves it as/,
    ],
  ])('shows a manifest of %s as unknown, with its digest and a sentence', async (_, type, body, sentence) => {
    const url = await peer((request, response) => {
      if (request.url?.includes('/tags/list')) return response.end('{"name":"a","tags":["1.0"]}')
      response.setHeader('content-type', type)
      return response.end(JSON.stringify(body))
    })
    const context = readingContext({ name: 'odd.example', url })
    const { items } = await tagsOf(context, 'odd.example', 'a')
    expect(items[0]).toMatchObject({ kind: 'unknown', digest: expect.stringMatching(/^sha256:/) })
    expect(items[0]?.problem).toMatch(sentence)
    const query = InspectQuery.parse({ ref: 'odd.example/a:1.0' })
    const { warnings, platforms } = await inspectImage(context, query, never)
    expect(platforms).toEqual([])
    expect(warnings[0]?.message).toMatch(sentence)
  })
})
