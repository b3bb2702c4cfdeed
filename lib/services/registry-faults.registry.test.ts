import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { InspectQuery } from '@/lib/contract/inspect'
import { ListRepositoriesQuery } from '@/lib/contract/repositories'
import { ListTagsQuery } from '@/lib/contract/tags'
import { startDemoRegistry } from '@/scripts/demo/demo-registry.mjs'
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
    expect(items[0]?.problem?.message).toMatch(/gone\.example cannot be reached: nothing listens there/)
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
  it('turns an index deleted from the registry into a row and an answer that say so', async () => {
    const registry = await startDemoRegistry({ dataDir: join(folder, 'vanishing') })
    closing.push(() => registry.stop())
    const context = readingContext({ name: 'reg.example', url: registry.url })
    const before = await tagsOf(context, 'reg.example', 'library/redis')
    const row = before.items.find(({ tag }) => tag === '7.2.8')
    await context.registries.get('reg.example')?.client.deleteManifest('library/redis', row?.digest ?? '')
    const after = await tagsOf(context, 'reg.example', 'library/redis')
    expect(after.items.map(({ tag }) => tag)).not.toContain('7.2.8')
    expect(after.items).toHaveLength(before.items.length - 1)
    const ref = 'reg.example/library/redis:7.2.8'
    await expect(inspectImage(context, InspectQuery.parse({ ref }), never)).rejects.toMatchObject({
      code: 'MANIFEST_UNKNOWN',
    })
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
})
