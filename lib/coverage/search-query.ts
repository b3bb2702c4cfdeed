import { type Digest, isDigest } from '@/lib/oci/digest'
import { createGlob, type Glob } from '@/lib/oci/glob'
import { parsePlatform, platformKey } from '@/lib/oci/platform'
import { fail, ok, type Result } from '@/lib/oci/result'
import { FINDING_CODES, type FindingCode } from './finding-table'

/** What is searched for: everything given has to hold. */
export interface SearchTerms {
  registry: string | null
  /** Platform keys that can be pulled, and that cannot. */
  offers: string[]
  lacks: string[]
  repositories: SearchGlob[]
  tags: SearchGlob[]
  digests: Digest[]
  labels: { key: string; value: string | null }[]
  codes: FindingCode[]
  kinds: string[]
  /** Parts of `repository:tag`. */
  parts: string[]
}

export interface SearchGlob {
  text: string
  matches: Glob
  negated: boolean
}

export interface SearchProblem {
  code: 'REQUEST_INVALID'
  /** The word it is about. */
  word: string
  message: string
  hint: string
}

export interface SearchRead {
  terms: SearchTerms
  /** How it was understood, as a sentence. */
  understood: string
}

const KINDS = ['index', 'image', 'artifact', 'unknown', 'missing']
const KEYS = ['platform', 'repository', 'tag', 'digest', 'label', 'finding', 'kind', 'registry']

/** Reads a search; the first word that makes no sense ends it. */
export function readSearch(text: string): Result<SearchRead, SearchProblem> {
  const terms: SearchTerms = {
    ...{ registry: null, offers: [], lacks: [], repositories: [], tags: [] },
    ...{ digests: [], labels: [], codes: [], kinds: [], parts: [] },
  }
  const phrases: string[] = []
  for (const word of wordsOf(text)) {
    const read = readWord(word, terms)
    if (!read.ok) return read
    phrases.push(read.value)
  }
  if (phrases.length === 0)
    return fail(problem(text, 'There is nothing to search for.', 'Try s390x -arm64, or a part of a name.'))
  return ok({ terms, understood: `Tags ${phrases.join(', ')}.` })
}

/** Parted by blanks; `"..."` keeps them, for values of labels. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/(?:[^\s"]|"[^"]*"?)+/g)].map(([word]) => word.replaceAll('"', ''))
}

function readWord(word: string, terms: SearchTerms): Result<string, SearchProblem> {
  const negated = word.startsWith('-') && word.length > 1
  const bare = negated ? word.slice(1) : word
  const colon = bare.indexOf(':')
  const named = bare.includes('/')
  const key = colon > 0 ? bare.slice(0, colon) : ''
  if (KEYS.includes(key)) return readTerm({ word, key, value: bare.slice(colon + 1), negated }, terms)
  if (isDigest(bare)) return readTerm({ word, key: 'digest', value: bare, negated }, terms)
  const platform = parsePlatform(bare)
  if (platform.ok && (!named || isPlatformLike(bare))) {
    return readTerm({ word, key: 'platform', value: bare, negated }, terms)
  }
  if (negated)
    return fail(problem(word, `"${bare}" is not a platform, and only terms can be left out.`, HINT))
  terms.parts.push(bare)
  return ok(`with "${bare}" in their name`)
}

const HINT = `Terms are ${KEYS.map((key) => `${key}:`).join(' ')} and platforms such as s390x or linux/arm64.`

/** `team/app` reads like a platform of an unknown system: a name is more likely. */
const isPlatformLike = (text: string): boolean => /^(?:linux|windows|darwin|freebsd|wasip1|js)[(/]/.test(text)

interface Term {
  word: string
  key: string
  value: string
  negated: boolean
}

function readTerm(term: Term, terms: SearchTerms): Result<string, SearchProblem> {
  const { word, key, value, negated } = term
  if (value === '') return fail(problem(word, `"${word}" has no value.`, HINT))
  if (key === 'platform') return readPlatform(term, terms)
  if (key === 'repository' || key === 'tag') return readGlob(term, terms)
  if (negated)
    return fail(problem(word, `"${key}:" cannot be left out.`, 'Only platforms, repository: and tag: can.'))
  switch (key) {
    case 'digest':
      if (!isDigest(value))
        return fail(problem(word, `"${value}" is not a digest.`, 'Write sha256: and 64 digits.'))
      terms.digests.push(value)
      return ok(`with ${value.slice(0, 19)}… in them`)
    case 'label':
      return readLabel(value, terms)
    case 'finding':
      return readFinding(term, terms)
    case 'kind':
      if (!KINDS.includes(value))
        return fail(problem(word, `"${value}" is not a kind.`, `Kinds are ${KINDS.join(', ')}.`))
      terms.kinds.push(value)
      return ok(
        `that are an ${value}`
          .replace('an image', 'a single image')
          .replace('an missing', 'gone')
          .replace('an unknown', 'not understood'),
      )
    default:
      terms.registry = value
      return ok(`of ${value}`)
  }
}

function readPlatform({ word, value, negated }: Term, terms: SearchTerms): Result<string, SearchProblem> {
  const platform = parsePlatform(value)
  if (!platform.ok)
    return fail(problem(word, platform.error.message, 'Write s390x, linux/arm64 or linux/arm/v7.'))
  const key = platformKey(platform.value)
  if (negated) terms.lacks.push(key)
  else terms.offers.push(key)
  return ok(negated ? `without ${key}` : `with ${key}`)
}

function readGlob({ word, key, value, negated }: Term, terms: SearchTerms): Result<string, SearchProblem> {
  const glob = createGlob(value)
  if (!glob.ok) return fail(problem(word, glob.error.message, 'For example repository:team/** or tag:v1.*'))
  const named = { text: value, matches: glob.value, negated }
  if (key === 'repository') terms.repositories.push(named)
  else terms.tags.push(named)
  const what = key === 'repository' ? 'in repositories' : 'called'
  return ok(negated ? `not ${what} ${value}` : `${what} ${value}`)
}

function readLabel(value: string, terms: SearchTerms): Result<string, SearchProblem> {
  const equals = value.indexOf('=')
  const label =
    equals < 0 ? { key: value, value: null } : { key: value.slice(0, equals), value: value.slice(equals + 1) }
  terms.labels.push(label)
  return ok(
    label.value === null ? `with the label ${label.key}` : `whose label ${label.key} is "${label.value}"`,
  )
}

function readFinding({ word, value }: Term, terms: SearchTerms): Result<string, SearchProblem> {
  const code = FINDING_CODES.find((known) => known === value.toUpperCase().replaceAll('-', '_'))
  if (!code)
    return fail(problem(word, `"${value}" is not a finding.`, `Findings are ${FINDING_CODES.join(', ')}.`))
  terms.codes.push(code)
  return ok(`with the finding ${code}`)
}

const problem = (word: string, message: string, hint: string): SearchProblem => ({
  code: 'REQUEST_INVALID',
  word,
  message,
  hint,
})
