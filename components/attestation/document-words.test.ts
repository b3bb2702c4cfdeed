import { describe, expect, test } from 'vitest'
import type { Referrer } from '@/lib/contract/referrers'
import { formatInWords, kindsInWords } from './document-words'
import { namesAnother } from './names-another'
import { payloadOf, readableJson } from './readable-json'
import { referrerInWords } from './referrer-words'
import { sourceLink } from './source-link'

test.each([
  ['https://slsa.dev/provenance/v0.2', 'SLSA 0.2'],
  ['https://slsa.dev/provenance/v1', 'SLSA 1'],
  ['https://spdx.dev/Document', 'SPDX'],
  ['SPDX-2.3', 'SPDX 2.3'],
  ['application/vnd.cyclonedx+json', 'CycloneDX'],
  ['application/vnd.dev.cosign.simplesigning.v1+json', 'cosign'],
  ['text/unheard-of', 'text/unheard-of'],
])('%s is %s', (type, words) => {
  expect(formatInWords(type)).toBe(words)
})

test('kinds are told once each, what people look for first', () => {
  expect(kindsInWords(['provenance', 'sbom'])).toBe('SBOM and provenance')
  expect(kindsInWords(['sbom', 'other', 'sbom', 'provenance'])).toBe('2 SBOMs, provenance and document')
  expect(kindsInWords(['provenance'])).toBe('provenance')
  expect(kindsInWords([])).toBe('')
})

test.each<[Partial<Referrer>, string]>([
  [{ source: 'cosign', kind: 'signature', tag: 'sha256-a.sig', count: 1 }, 'Cosign signature'],
  [{ source: 'cosign', kind: 'signature', tag: 'sha256-a.sig', count: 3 }, 'Cosign signature, 3 of them'],
  [{ source: 'cosign', kind: 'other', tag: 'sha256-a.att' }, 'Cosign attestation'],
  [{ source: 'cosign', kind: 'provenance', tag: 'sha256-a.att' }, 'Cosign attestation: provenance'],
  [{ source: 'cosign', kind: 'sbom', tag: 'sha256-a.sbom' }, 'Cosign SBOM'],
  [{ source: 'api', kind: 'sbom' }, 'SBOM'],
  [{ source: 'api', kind: 'other', artifactType: 'application/vnd.cncf.helm.config.v1+json' }, 'Helm chart'],
  [{ source: 'fallback', kind: 'other', artifactType: null }, 'Artifact'],
])('a referrer in words: %j', (referrer, words) => {
  const none = { tag: null, count: null, artifactType: null }
  expect(referrerInWords({ ...none, ...referrer } as Referrer)).toBe(words)
})

test.each([
  ['https://git.example.com/a.git#refs/heads/main', 'https://git.example.com/a.git#refs/heads/main'],
  ['git+https://github.com/a/b@refs/heads/main', 'https://github.com/a/b@refs/heads/main'],
  ['pkg:docker/node@22', null],
  ['javascript:alert(1)', null],
  ['git+javascript:alert(1)', null],
  ['https://github.com@evil.example/', null],
  ['https://', null],
  [' https://a.example', null],
])('%s leads to %s', (uri, link) => {
  expect(sourceLink(uri)).toBe(link)
})

test('a statement about something else is told from one that says nothing comparable', () => {
  const subjects = [{ name: 'app', digests: ['sha1:ab', 'sha256:cd'] }]
  expect(namesAnother(subjects, 'sha256:ef')).toBe(true)
  expect(namesAnother(subjects, 'sha256:cd')).toBe(false)
  expect(namesAnother(subjects, 'sha512:ef')).toBe(false)
  expect(namesAnother(subjects, null)).toBe(false)
  expect(namesAnother([], 'sha256:ef')).toBe(false)
})

describe('raw documents', () => {
  test('stand in lines, and as they are where that is not possible', () => {
    expect(readableJson('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}')
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    for (const text of ['<html>', deep]) expect(readableJson(text)).toBe(text)
  })

  test('show the statement inside their envelope', () => {
    const payload = btoa('{"a":1}')
    expect(payloadOf(JSON.stringify({ payload }))).toBe('{\n  "a": 1\n}')
    expect(payloadOf(JSON.stringify({ dsseEnvelope: { payload } }))).toBe('{\n  "a": 1\n}')
    for (const text of ['{}', 'null', '{"payload":"***"}', '<html>']) expect(payloadOf(text)).toBeNull()
  })
})
