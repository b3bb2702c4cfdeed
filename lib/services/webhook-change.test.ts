import { describe, expect, it } from 'vitest'
import { hostsOf, readChange } from './webhook-change'

const US = 'Manifold/1.0.0'

/** As CNCF distribution 2.8 sends it. */
const event = (more: object = {}, target: object = {}) => ({
  id: '320678d8-ca14-430f-8bb6-4ca139cd83f7',
  timestamp: '2026-11-24T10:00:00Z',
  action: 'push',
  target: {
    mediaType: 'application/vnd.oci.image.index.v1+json',
    size: 517,
    digest: `sha256:${'a'.repeat(64)}`,
    length: 517,
    repository: 'ev/x',
    url: 'http://127.0.0.1:5000/v2/ev/x/manifests/sha256:aaa',
    tag: '1.0',
    references: [{ mediaType: 'x', size: 1, digest: 'y' }],
    ...target,
  },
  request: { id: '1', addr: '127.0.0.1:9', host: '127.0.0.1:5000', method: 'PUT', useragent: 'docker/27' },
  actor: { name: 'alice' },
  source: { addr: 'h:5000', instanceID: '2' },
  ...more,
})

describe('an event of a registry', () => {
  it('of a push hints at its tag', () => {
    expect(readChange(event(), US)).toEqual({
      id: '320678d8-ca14-430f-8bb6-4ca139cd83f7',
      repository: 'ev/x',
      tag: '1.0',
      verify: false,
      actor: 'alice',
    })
  })

  it.each([
    ['of a digest', { action: 'delete', target: { repository: 'ev/x', digest: 'sha256:a' } }],
    ['of a tag', { action: 'delete', target: { repository: 'ev/x', tag: '1.0' } }],
  ])('of a deletion %s hints at all of the repository', (_, more) => {
    expect(readChange(event(more), US)).toMatchObject({ repository: 'ev/x', tag: null, verify: true })
  })

  it.each<[string, unknown]>([
    ['a pull', event({ action: 'pull' })],
    ['a mount of a blob', event({ action: 'mount' }, { fromRepository: 'a' })],
    ['a blob', event({}, { tag: undefined, mediaType: 'application/octet-stream' })],
    ['a child, put by digest', event({}, { tag: undefined })],
    ['our own push', event({ request: { useragent: US } })],
    ['a name that is none', event({}, { repository: '../../etc' })],
    ['a name of another grammar', event({}, { repository: 'Ev/X' })],
    ['a tag that is none', event({}, { tag: 'a/b' })],
    ['an endless name', event({}, { repository: 'a'.repeat(300) })],
    ['no id', event({ id: undefined })],
    ['no event', 'push'],
    ['nothing', null],
  ])('is passed over: %s', (_, value) => {
    expect(readChange(value, US)).toBeNull()
  })

  it.each([
    ['  bob\u0000\n ', 'bob'],
    ['', null],
    ['x'.repeat(500), 'x'.repeat(128)],
  ])('tells who did it as one clean line: %j', (name, shown) => {
    expect(readChange(event({ actor: { name } }), US)?.actor).toBe(shown)
  })

  it('names the hosts it happened at', () => {
    expect(hostsOf(event({ request: { host: 'Registry.example:5000' } }))).toEqual([
      '127.0.0.1:5000',
      'registry.example:5000',
    ])
    expect(hostsOf(event({ request: undefined }, { url: 'not an address' }))).toEqual([])
  })
})
