import { describe, expect, it } from 'vitest'
import type { LiveEvent } from '@/lib/contract/events'
import type { Scan } from '@/lib/contract/scans'
import { isLive, isStaleAfter } from './stale-after'

const tags = (...names: string[]): LiveEvent => ({
  type: 'tags',
  registry: 'r:5000',
  repository: 'team/app',
  tags: names,
})
const scan = (finishedAt: string | null): LiveEvent => ({ type: 'scan', scan: { finishedAt } as Scan })

describe('what is stale after an event', () => {
  it.each<[string, readonly unknown[], LiveEvent, boolean]>([
    ['the tags of that repository', ['tags', 'r:5000', 'team/app', {}], tags('1'), true],
    ['those of another', ['tags', 'r:5000', 'team/app2', {}], tags('1'), false],
    ['those of another registry', ['tags', 's:5000', 'team/app', {}], tags('1'), false],
    ['the page of that tag', ['inspect', 'r:5000/team/app:1'], tags('1', '2'), true],
    ['the page of another tag', ['inspect', 'r:5000/team/app:11'], tags('1'), false],
    ['the page of a repository that begins alike', ['inspect', 'r:5000/team/app2:1'], tags('1'), false],
    [
      'a page by digest, unless more changed than is named',
      ['inspect', 'r:5000/team/app@sha256:a'],
      tags('1'),
      false,
    ],
    ['any page of it then', ['inspect', 'r:5000/team/app@sha256:a'], tags(), true],
    ['a comparison with that tag', ['compare', 'r:5000/team/app:2', 'r:5000/team/app:1'], tags('1'), true],
    ['a comparison of others', ['compare', 'r:5000/team/app:2', 'r:5000/team/app:3'], tags('1'), false],
    ['the history of that tag', ['history', 'r:5000/team/app:1'], tags('1'), true],
    ['coverage of all registries', ['coverage', '', '', {}], tags('1'), true],
    ['coverage asked by an object', ['coverage', { registry: 's' }], tags('1'), true],
    ['coverage of another registry', ['coverage', 's:5000'], tags('1'), false],
    ['a search', ['search', 's390x'], tags('1'), true],
    ['who pushed what', ['activity'], tags('1'), false],
    ['scans, by one that runs', ['scans'], scan(null), true],
    ['coverage, by one that runs', ['coverage', 'r:5000'], scan(null), false],
    ['coverage, by one that ended', ['coverage', 'r:5000'], scan('2026-11-24T10:00:00Z'), true],
    ['policies', ['policies'], { type: 'policies' }, true],
    ['tags, by policies', ['tags', 'r:5000', 'team/app'], { type: 'policies' }, false],
    ['anything, by a hello', ['coverage'], { type: 'hello', at: '2026-11-24T10:00:00Z' }, false],
  ])('%s', (_, key, event, expected) => {
    expect(isStaleAfter(key, event)).toBe(expected)
  })

  it('after a pause is whatever any event could have told of', () => {
    expect([['tags', 'r', 'a'], ['scans'], ['policies'], ['inspect', 'r/a:1']].every(isLive)).toBe(true)
    expect([['compositions', 'plan', 'x'], ['live-scan', 'r'], ['activity']].some(isLive)).toBe(false)
  })
})
