import { describe, expect, it } from 'vitest'
import { answersSearch, pastedReferences, readImageSearch, wantsTags, wholeReference } from './image-search'

const registries = ['localhost:5000', 's8345002:5000']
const digest = `sha256:${'a'.repeat(64)}`

describe('readImageSearch', () => {
  it.each([
    ['', null, '', null],
    ['demo', null, 'demo', null],
    ['team/de', null, 'team/de', null],
    ['demo-amd64:v0', null, 'demo-amd64', 'v0'],
    ['localhost:5000/', 'localhost:5000', '', null],
    ['localhost:5000/team/demo', 'localhost:5000', 'team/demo', null],
    ['s8345002:5000/demo:', 's8345002:5000', 'demo', ''],
    [' s8345002:5000/demo:v0.2 ', 's8345002:5000', 'demo', 'v0.2'],
  ])('takes %j apart', (text, registry, repository, tag) => {
    expect(readImageSearch(text, registries)).toEqual({ registry, repository, tag })
  })
})

describe('wantsTags', () => {
  it('waits for a whole name and its colon', () => {
    expect(wantsTags(readImageSearch('demo', registries))).toBe(false)
    expect(wantsTags(readImageSearch('De mo:', registries))).toBe(false)
    expect(wantsTags(readImageSearch('demo:', registries))).toBe(true)
  })
})

describe('answersSearch', () => {
  const answers = (reference: string, text: string) =>
    answersSearch(reference, readImageSearch(text, registries))

  it('keeps what still matches what is typed by now', () => {
    expect(answers('localhost:5000/team/Demo', 'demo')).toBe(true)
    expect(answers('localhost:5000/demo', 'localhost:5000/de')).toBe(true)
    expect(answers('localhost:5000/demo:v0.2', 'demo:v0')).toBe(true)
  })

  it('drops what answered an earlier text', () => {
    expect(answers('localhost:5000/artifact', 's390x')).toBe(false)
    expect(answers('localhost:5000/demo', 's8345002:5000/de')).toBe(false)
    expect(answers('localhost:5000/demo', 'demo:')).toBe(false)
    expect(answers('localhost:5000/demo:v0.2', 'demo:v1')).toBe(false)
    expect(answers('localhost:5000/demo:v0.2', 'demo-amd64:v0')).toBe(false)
  })
})

describe('wholeReference', () => {
  it.each([`localhost:5000/demo:v1`, `localhost:5000/demo@${digest}`, `r.io/a/b:v1@${digest}`])(
    'takes %s as it is',
    (text) => expect(wholeReference(` ${text}\n`)).toBe(text),
  )

  it.each(['localhost:5000/demo', 'demo:v1', 'nginx', '', 'a b', 'localhost:5000/demo:'])(
    'does not guess at %j',
    (text) => expect(wholeReference(text)).toBeNull(),
  )
})

describe('pastedReferences', () => {
  it('reads one a line', () => {
    expect(pastedReferences('localhost:5000/a:v1\n  localhost:5000/b:v1\n')).toEqual([
      'localhost:5000/a:v1',
      'localhost:5000/b:v1',
    ])
  })

  it('leaves a single reference and any other text to the field', () => {
    expect(pastedReferences('localhost:5000/a:v1')).toEqual([])
    expect(pastedReferences('image: localhost:5000/a:v1')).toEqual([])
  })
})
