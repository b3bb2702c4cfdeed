import { describe, expect, it } from 'vitest'
import { formatBytes } from '@/components/ui/format-bytes'
import { countChanges, countWord, differenceInWords, partRows } from './change-words'
import { repositoryPrefix } from './repository-prefix'

const rows = (['same', 'added', 'changed', 'added', 'same', 'moved'] as const).map((change) => ({ change }))

describe('what changed in numbers', () => {
  it('counts every change that occurs, and not what is the same', () => {
    expect(countChanges(rows)).toEqual([
      { change: 'added', count: 2 },
      { change: 'changed', count: 1 },
      { change: 'moved', count: 1 },
    ])
    expect([countWord('changed', 1), countWord('changed', 2), countWord('added', 2)]).toEqual([
      'differs',
      'differ',
      'only in B',
    ])
  })

  it('parts what differs from what does not, each in its order', () => {
    const { differing, same } = partRows(rows)
    expect(differing.map(({ change }) => change)).toEqual(['added', 'changed', 'added', 'moved'])
    expect(same).toHaveLength(2)
  })

  it.each([
    [1200, '+1.20 kB'],
    [-340, '−340 B'],
    [0, 'no difference'],
  ])('%i bytes', (bytes, words) => {
    expect(differenceInWords(bytes, formatBytes)).toBe(words)
  })
})

describe('the other tags beside a reference', () => {
  it.each([
    ['r:5000/team/app:v1', 'r:5000/team/app:'],
    [`r:5000/team/app@sha256:${'0'.repeat(64)}`, 'r:5000/team/app:'],
    ['', ''],
    ['Not A Reference', 'Not A Reference'],
  ])('%j', (text, search) => {
    expect(repositoryPrefix(text)).toBe(search)
  })
})
