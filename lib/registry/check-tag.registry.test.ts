import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeImage, makeIndex } from '@/lib/testing/make-image'
import { type RealRegistry, startRealRegistry } from '@/lib/testing/real-registry'
import { connectTo, push } from '@/lib/testing/registry-client'
import type { KnownTag, TagCheck } from './client-types'

const image = makeImage()
const other = makeImage({ platform: { os: 'linux', architecture: 's390x' } })
const first = makeIndex([image])
const second = makeIndex([image, other])

let registry: RealRegistry
beforeAll(async () => {
  registry = await startRealRegistry()
  const client = connectTo(registry.url)
  for (const made of [image, other]) await push(client, 'team/app', made)
  await push(client, 'team/app', first, 'v1', 'v2')
  await push(client, 'team/app', second, 'v3')
  await client.close()
})
afterAll(() => registry?.stop())

/** As a process does that has just started: nothing is in memory but what was stored. */
async function check(tag: string, known: KnownTag, method: 'get' | 'head' = 'get') {
  const client = connectTo(registry.url, { scan: { concurrency: 4, rate: null, method } })
  try {
    const answer = await client.checkTag('team/app', tag, known, { lane: 'scan' })
    return { answer, requests: client.counters.requests }
  } finally {
    await client.close()
  }
}
const etagOf = ({ etag }: TagCheck) => etag

it('an unchanged tag costs one request, answered 304, whatever process knew it', async () => {
  const { answer } = await check('v1', { etag: null, digest: null })
  expect(answer).toMatchObject({ changed: true, manifest: { digest: first.digest } })
  const etag = etagOf(answer)
  expect(etag).toBe(`"${first.digest}"`)
  for (const known of [
    { etag, digest: first.digest },
    { etag: null, digest: first.digest },
  ])
    for (const method of ['get', 'head'] as const)
      expect(await check('v1', known, method)).toMatchObject({ answer: { changed: false }, requests: 1 })
  await expect
    .poll(
      async () => (await registry.logged('manifests/v1 HTTP')).filter((line) => / 304 /.test(line)).length,
    )
    .toBe(4)
})

it('a tag that moved costs one request, two where GETs are counted', async () => {
  const known = { etag: `"${first.digest}"`, digest: first.digest }
  const moved = { changed: true, manifest: { digest: second.digest }, etag: `"${second.digest}"` }
  expect(await check('v3', known)).toMatchObject({ answer: moved, requests: 1 })
  expect(await check('v3', known, 'head')).toMatchObject({ answer: moved, requests: 2 })
})

it('a tag that is gone is missing', async () => {
  const known = { etag: `"${first.digest}"`, digest: first.digest }
  for (const method of ['get', 'head'] as const)
    await expect(check('v9', known, method)).rejects.toMatchObject({ missing: true })
})
