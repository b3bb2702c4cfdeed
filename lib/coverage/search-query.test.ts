import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSearch } from './search-query'

const read = (text: string) => {
  const result = readSearch(text)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

describe('a search', () => {
  it.each([
    ['s390x -linux/arm64', { offers: ['linux/s390x'], lacks: ['linux/arm64'] }],
    ['platform:windows/amd64', { offers: ['windows/amd64'] }],
    ['team/app', { parts: ['team/app'] }],
    ['latest', { parts: ['latest'] }],
    ['v1.2', { parts: ['v1.2'] }],
    [`sha256:${'a'.repeat(64)}`, { digests: [`sha256:${'a'.repeat(64)}`] }],
    [
      'label:team label:org.x=blue',
      {
        labels: [
          { key: 'team', value: null },
          { key: 'org.x', value: 'blue' },
        ],
      },
    ],
    ['label:note="two words"', { labels: [{ key: 'note', value: 'two words' }] }],
    ['finding:child-missing', { codes: ['CHILD_MISSING'] }],
    ['kind:index registry:localhost:5000', { kinds: ['index'], registry: 'localhost:5000' }],
  ])('%s', (text, terms) => {
    expect(read(text).terms).toMatchObject(terms)
  })

  it('matches names by globs, and leaves some out', () => {
    const { terms } = read('repository:team/** -tag:*-rc.*')
    expect(terms.repositories[0]?.matches('team/a/b')).toBe(true)
    expect(terms.tags[0]).toMatchObject({ negated: true, text: '*-rc.*' })
  })

  it('says how it was understood', () => {
    expect(read('s390x -arm64 repository:team/*').understood).toBe(
      'Tags with linux/s390x, without linux/arm64, in repositories team/*.',
    )
  })

  it.each([
    ['digest:abc', 'digest:abc'],
    ['s390x finding:NOPE', 'finding:NOPE'],
    ['kind:banana', 'kind:banana'],
    ['-latest', '-latest'],
    ['platform:linux/', 'platform:linux/'],
    ['repository:[a]', 'repository:[a]'],
    ['tag:', 'tag:'],
    ['   ', '   '],
  ])('names the word that makes no sense: %s', (text, word) => {
    const result = readSearch(text)
    expect(result.ok ? null : result.error.word).toBe(word)
  })

  it('never throws, whatever is typed', () => {
    fc.assert(fc.property(fc.string(), (text) => void readSearch(text)))
  })
})
