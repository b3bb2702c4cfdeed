import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeImage } from '@/lib/testing/make-image'
import { createLayout } from '@/lib/testing/registry-layout'
import { startRegistry } from '@/scripts/registry-process.mjs'
import type { Context } from './context'
import { type ForwardRequest, forwardV2 } from './forward-v2'
import { never, readingContext } from './testing/reading-context'

const image = makeImage()
let folder: string
let registry: Awaited<ReturnType<typeof startRegistry>>
let context: Context

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manifold-forward-'))
  const place = createLayout(folder)
  for (const name of ['a', 'b', 'c']) await place(`team/${name}`, image, ['v1'])
  registry = await startRegistry({ dataDir: folder })
  context = readingContext({ name: 'reg.example:5000', url: registry.url })
})
afterAll(async () => {
  await registry?.stop()
  await rm(folder, { recursive: true, force: true })
})

const forward = (path: string, more: Partial<ForwardRequest> = {}) =>
  forwardV2(context, {
    method: 'GET',
    registry: 'reg.example:5000',
    path,
    query: '',
    headers: new Headers(),
    signal: never,
    ...more,
  })
const layer = image.blobs.at(-1)

describe('the v2 API through Manifold', () => {
  it('serves a manifest byte by byte, with its digest and type', async () => {
    const headers = new Headers({ accept: image.mediaType })
    const response = await forward('team/a/manifests/v1', { headers })
    expect(response.headers.get('docker-content-digest')).toBe(image.digest)
    expect(response.headers.get('content-type')).toBe(image.mediaType)
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(image.bytes)
  })

  it('tells the length of a blob without sending it', async () => {
    const response = await forward(`team/a/blobs/${layer?.digest}`, { method: 'HEAD' })
    expect(response.headers.get('manifold-content-length')).toBe(String(layer?.bytes.byteLength))
    expect(await response.text()).toBe('')
  })

  it('serves a part of a blob', async () => {
    const headers = new Headers({ range: 'bytes=0-4' })
    const response = await forward(`team/a/blobs/${layer?.digest}`, { headers })
    expect([response.status, await response.text()]).toEqual([206, 'layer'])
  })

  it('answers 304 to who has it already', async () => {
    const headers = new Headers({ accept: image.mediaType, 'if-none-match': `"${image.digest}"` })
    expect((await forward('team/a/manifests/v1', { headers })).status).toBe(304)
  })

  it('pages under its own address', async () => {
    const response = await forward('_catalog', { query: 'n=2' })
    expect(await response.json()).toEqual({ repositories: ['team/a', 'team/b'] })
    expect(response.headers.get('link')).toBe(
      '</api/v2/reg.example:5000/_catalog?last=team%2Fb&n=2>; rel="next"',
    )
  })

  it('keeps the registry’s own error', async () => {
    const response = await forward('team/a/manifests/nope')
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ errors: [{ code: 'MANIFEST_UNKNOWN' }] })
  })

  it.each(['', 'team/a/blobs/uploads/', 'team/../a/tags/list', 'TEAM/a/tags/list', 'team/a/manifests/a%2fb'])(
    'reads nothing but the API of the specification: %j',
    async (path) => {
      if (path === '') expect((await forward(path)).status).toBe(200)
      else await expect(forward(path)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    },
  )
})
