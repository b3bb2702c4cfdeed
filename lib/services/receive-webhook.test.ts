import { describe, expect, it } from 'vitest'
import { tokenCheck } from '@/lib/http/token-check'
import type { ConfiguredRegistry, Context } from './context'
import { receiveWebhook } from './receive-webhook'
import { readingContext } from './testing/reading-context'
import type { WebhookChange } from './webhook-change'

const TOKEN = 'a-token-of-16-characters'

function registry(name: string, host: string, token: string | null): [string, ConfiguredRegistry] {
  const accepts = token === null ? null : tokenCheck(token)
  const webhook = { host, userAgent: 'Manifold/test', accepts }
  return [name, { name, webhook } as ConfiguredRegistry]
}

const ONE = [registry('images.example.com', '10.0.0.1:5000', TOKEN)]
const TWO = [...ONE, registry('other.example.com', '10.0.0.2:5000', 'another-token-of-16')]

const event = (id: string, url = 'http://10.0.0.1:5000/v2/a/manifests/x') => ({
  id,
  action: 'push',
  target: { repository: 'a', tag: id, url },
})

/** A receiver whose store remembers, or fails once told to. */
function start(registries: [string, ConfiguredRegistry][]) {
  const taken = new Set<string>()
  const added: { registry: string; changes: readonly WebhookChange[] }[] = []
  let broken = false
  const receiver = {
    webhooks: {
      takeEvents: async (ids: readonly string[]) => {
        if (broken) throw new Error('The store does not answer.')
        const fresh = ids.filter((id) => !taken.has(id))
        for (const id of fresh) taken.add(id)
        return fresh
      },
      forgetEvents: async () => {},
    },
    gatherer: {
      add: (name: string, changes: readonly WebhookChange[]) =>
        void (changes.length > 0 && added.push({ registry: name, changes })),
      flush: () => {},
    },
  }
  const context: Context = { ...readingContext(), registries: new Map(registries), now: () => 1_000 }
  const receive = (events: unknown[], authorization: string | null = `Bearer ${TOKEN}`, query = {}) =>
    receiveWebhook(context, receiver, { query, body: { events }, authorization })
  const breakStore = (now: boolean) => {
    broken = now
  }
  return { receive, added, breakStore }
}

describe('a call of a registry', () => {
  it('is taken once, however often it is repeated', async () => {
    const { receive, added } = start(ONE)
    expect(await receive([event('1'), event('2'), event('1')])).toEqual({ received: 3, taken: 2 })
    expect(await receive([event('2'), event('3')])).toEqual({ received: 2, taken: 1 })
    expect(added.flatMap(({ changes }) => changes.map(({ tag }) => tag))).toEqual(['1', '2', '3'])
  })

  it('fails as the store does, and is taken when it is sent again', async () => {
    const { receive, added, breakStore } = start(ONE)
    breakStore(true)
    await expect(receive([event('1')])).rejects.toThrow('does not answer')
    expect(added).toEqual([])
    breakStore(false)
    expect(await receive([event('1')])).toEqual({ received: 1, taken: 1 })
  })

  it.each([
    ['none', null],
    ['another', 'Bearer another-token-of-16'],
    ['a part of it', `Bearer ${TOKEN.slice(0, -1)}`],
    ['one of another kind', `Basic ${TOKEN}`],
    ['nothing in it', 'Bearer '],
  ])('is refused when its token is wrong: %s', async (_, authorization) => {
    const { receive, added } = start(ONE)
    await expect(receive([event('1')], authorization)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    expect(added).toEqual([])
  })

  it('is refused where no token is configured, with what to do about it', async () => {
    const { receive } = start([registry('r', 'r', null)])
    await expect(receive([event('1')])).rejects.toMatchObject({
      code: 'FORBIDDEN',
      hint: expect.stringContaining('webhook.token'),
    })
  })

  it('is known by the address in its events, or says who it is', async () => {
    const { receive, added } = start(TWO)
    await receive([event('1')])
    await receive([event('2', 'http://unknown/')], 'Bearer another-token-of-16', {
      registry: 'other.example.com',
    })
    expect(added.map(({ registry: name }) => name)).toEqual(['images.example.com', 'other.example.com'])
    await expect(receive([event('3', 'http://unknown/')])).rejects.toMatchObject({ code: 'REGISTRY_UNKNOWN' })
    await expect(receive([event('4')], null, { registry: 'nobody' })).rejects.toMatchObject({
      code: 'REGISTRY_UNKNOWN',
    })
  })

  it('cannot use the token of one registry to speak for another', async () => {
    const { receive } = start(TWO)
    await expect(
      receive([event('1')], `Bearer ${TOKEN}`, { registry: 'other.example.com' }),
    ).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    const both = [event('1'), event('2', 'http://10.0.0.2:5000/')]
    await expect(receive(both)).rejects.toMatchObject({ code: 'REGISTRY_UNKNOWN' })
  })

  it('of the only registry there is needs no address', async () => {
    const { receive } = start(ONE)
    expect(await receive([event('1', 'http://behind-a-proxy/')])).toEqual({ received: 1, taken: 1 })
    expect(await receive([])).toEqual({ received: 0, taken: 0 })
  })
})
