import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Answer, type ScriptedPeer, startPeer } from '@/lib/testing/scripted-peer'
import { readBody } from './body'
import { type Caller, createCaller } from './caller'
import { startDeadline } from './deadline'
import { watchIdle } from './idle-watch'
import { createTargets } from './targets'

const TAGS = 'GET /v2/team/app/tags/list'

let peer: ScriptedPeer
let caller: Caller
beforeEach(async () => {
  peer = await startPeer()
  const nobody = { username: null, password: null, ca: null, insecureSkipVerify: false }
  const settings = {
    ...nobody,
    name: 'registry.example.com',
    url: peer.url,
    concurrency: 1,
    userAgent: 'test',
  }
  caller = createCaller(settings, { now: Date.now, random: () => 0 })
})
afterEach(async () => {
  await caller.close()
  await peer.close()
})

const call = (deadlineMs: number) =>
  caller.call({
    method: 'GET',
    target: createTargets('registry.example.com').tags('team/app'),
    scopes: [],
    verb: 'read',
    expect: (status) => status === 200,
    read: (response) => readBody(response, 1_000_000),
    deadlineMs,
    retry: 'normal',
  })

const drip: Answer = (_request, response) => {
  response.writeHead(200)
  const timer = setInterval(() => response.write('.'), 5)
  response.once('close', () => clearInterval(timer))
}

test.each([
  ['never says a word', () => undefined],
  ['drips for ever', drip],
] as [string, Answer][])('a registry that %s is given up at the deadline', async (_name, answer) => {
  peer.on(TAGS, answer)
  await expect(call(150)).rejects.toMatchObject({
    code: 'REGISTRY_TIMEOUT',
    message: 'registry.example.com did not finish within 0.15 seconds. Try again in a moment.',
  })
  expect(peer.requests).toHaveLength(1)
})

test('a deadline starts with the turn, not in the line', async () => {
  const spent = 2_000
  let answered = 0
  peer.on(TAGS, (_request, response) => {
    // Ten of these one after the other take longer than each may, if the line counted.
    setTimeout(() => response.end(String(++answered)), spent / 8)
  })
  await Promise.all(Array.from({ length: 10 }, () => call(spent)))
  expect(answered).toBe(10)
})

test('a deadline ends for its own reason or for the caller’s, and not once it is released', async () => {
  const own = startDeadline(1)
  await once(own.signal, 'abort')
  expect(own.expired).toBe(true)

  const leaving = new AbortController()
  const [left, released] = [startDeadline(60_000, leaving.signal), startDeadline(60_000, leaving.signal)]
  released.release()
  leaving.abort(new Error('gone'))
  expect([left.signal.reason, left.expired]).toEqual([new Error('gone'), false])
  expect(released.signal.aborted).toBe(false)
  left.release()
})

test('an idle watch fires when nothing moves, and not after it is stopped', async () => {
  const watch = watchIdle()
  watch.touch(1)
  await once(watch.signal, 'abort')
  expect(watch.expired).toBe(true)
  const leaving = new AbortController()
  const stopped = watchIdle(leaving.signal)
  stopped.stop()
  leaving.abort()
  expect(stopped.signal.aborted).toBe(false)
})
