import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { OCI_INDEX } from '@/lib/oci/media-type'
import { makeImage, makeIndex } from '@/lib/testing/make-image'
import { connectTo } from '@/lib/testing/registry-client'
import { type Answer, json, type ScriptedPeer, startPeer } from '@/lib/testing/scripted-peer'
import { createTestClock } from '@/lib/testing/test-clock'
import type { RegistryClient } from './client-types'

const index = makeIndex([makeImage()])
const BY_DIGEST = `GET /v2/team/app/manifests/${index.digest}`
const TAGS = 'GET /v2/team/app/tags/list'
const served: Answer = { headers: { 'content-type': OCI_INDEX }, body: index.bytes }
const scan = { lane: 'scan' } as const

let peer: ScriptedPeer
let client: RegistryClient
let clock: ReturnType<typeof createTestClock>
beforeEach(async () => {
  peer = await startPeer()
  clock = createTestClock(1_700_000_000_000)
  const settings = { name: 'r.example', scan: { concurrency: 1, rate: null, method: 'get' as const } }
  client = connectTo(peer.url, settings, { now: clock.now, wait: clock.wait })
})
afterEach(async () => {
  await client.close()
  await peer.close()
})

test('what a scan reads is neither taken from memory nor kept there', async () => {
  peer.on(BY_DIGEST, served)
  await client.getManifest('team/app', index.digest)
  await client.getManifest('team/app', index.digest, scan)
  expect(peer.asked(BY_DIGEST)).toHaveLength(2)
  peer.on(BY_DIGEST.replace('app', 'web'), served)
  await client.getManifest('team/web', index.digest, scan)
  await client.getManifest('team/web', index.digest)
  expect(peer.requests).toHaveLength(4)
})

test('people do not wait behind scans, nor for a registry that scans have to leave alone', async () => {
  let answer = () => {}
  peer.on(TAGS, (_request, response) => {
    answer = () => response.writeHead(429, { 'retry-after': '600' }).end()
  })
  peer.on(BY_DIGEST, served)
  const scanning = [client.listTags('team/app', scan), client.headManifest('team/app', index.digest, scan)]
  await expect.poll(() => peer.requests.length).toBe(1)
  expect((await client.getManifest('team/app', index.digest)).digest).toBe(index.digest)
  answer()
  await expect.poll(() => client.scanLane().reason).toBe('r.example limits how often it may be asked (429).')
  await client.getManifest('team/app', index.digest, { verify: true })
  expect(peer.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET'])

  peer.on(TAGS, json({ tags: ['v1'] }))
  peer.on(`HEAD /v2/team/app/manifests/${index.digest}`, {})
  await clock.advance(600_000)
  expect(await Promise.all(scanning)).toEqual([{ names: ['v1'], complete: true }, true])
})

describe('trouble', () => {
  /** Ends every wait, one after the other, until the call is over; answers how long they were. */
  async function waitsOf(call: Promise<unknown>): Promise<number[]> {
    const waited: number[] = []
    let over = false
    call
      .catch(() => {})
      .finally(() => {
        over = true
      })
    while (!over) {
      await expect.poll(() => over || clock.waits().length > 0).toBe(true)
      const [next] = clock.waits()
      if (next === undefined) continue
      waited.push(next)
      await clock.advance(next)
    }
    return waited
  }

  test.each<[string, Answer, number[]]>([
    ['503', { status: 503 }, [125, 375, 1125, 3375]],
    ['429 with a time', { status: 429, headers: { 'retry-after': '7200' } }, Array(4).fill(3_600_000)],
    ['500, which lasts', { status: 500 }, [125, 375]],
    ['404', { status: 404 }, []],
  ])('%s', async (_name, answer, waits) => {
    peer.on(BY_DIGEST, answer)
    const asking = client.getManifest('team/app', index.digest, scan)
    expect(await waitsOf(asking)).toEqual(waits)
    await expect(asking).rejects.toMatchObject({ name: 'RegistryError' })
    expect(peer.requests).toHaveLength(waits.length + 1)
  })

  test('who leaves while waiting leaves at once, with their own reason', async () => {
    peer.on(BY_DIGEST, { status: 503 })
    const leaving = new AbortController()
    const asking = client.getManifest('team/app', index.digest, { ...scan, signal: leaving.signal })
    asking.catch(() => {})
    await expect.poll(() => clock.waits().length).toBe(1)
    leaving.abort(new Error('stopped'))
    await expect(asking).rejects.toThrow('stopped')
  })
})
