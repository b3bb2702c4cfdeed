import { expect, it } from 'vitest'
import { isOpenable, lostWords, markerWords, ownerText, writtenWords } from './file-words'

it('an owner is two numbers, or a dash where nothing says it', () => {
  expect(ownerText({ uid: 0, gid: 1000 })).toBe('0:1000')
  expect(ownerText({ uid: null, gid: null })).toBe('–')
})

it('what a layer takes away is said in words, and leads nowhere', () => {
  expect(markerWords({ type: 'whiteout' })).toMatch(/deletes this path/)
  expect(markerWords({ type: 'opaque' })).toMatch(/hides everything/)
  expect(markerWords({ type: 'file' })).toBeNull()
  expect([isOpenable({ type: 'whiteout' }), isOpenable({ type: 'symlink' })]).toEqual([false, true])
})

it('a path that was written to land elsewhere is told', () => {
  expect(writtenWords({ writtenAs: '../../etc/shadow' })).toMatch(/climbs/)
  expect(writtenWords({ writtenAs: '/etc/shadow' })).toMatch(/absolute/)
  expect(writtenWords({ writtenAs: 'a//b' })).toMatch(/wrote a\/\/b/)
  expect(writtenWords({ writtenAs: null })).toBeNull()
})

it('what became of a wasted file names the layer as people count', () => {
  expect(lostWords({ lost: { how: 'deleted', layer: 2 } })).toBe('deleted by layer 3')
  expect(lostWords({ lost: null })).toBeNull()
})
