import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Descriptor } from '@/lib/oci/descriptor'
import { DOCKER_LIST, OCI_INDEX } from '@/lib/oci/media-type'
import type { Platform } from '@/lib/oci/platform'
import { buildIndex } from './build-index'
import { FORMATS, type Format } from './spec'

/** Many runs on a busy machine. */
const PROPERTY_TIMEOUT_MS = 60_000

interface Case {
  file: string
  profile: Format
  mediaType: string
  digest: string
  size: number
  entries: { digest: string; platform: Platform; annotations?: Record<string, string> }[]
  annotations?: Record<string, string>
}

const golden = new URL('../testing/golden/', import.meta.url)
const CASES = JSON.parse(readFileSync(new URL('CASES.json', golden), 'utf8')) as Case[]
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

/** The child as it was stored: its size and media type come from its own bytes. */
function child(entry: Case['entries'][number]): Descriptor {
  const bytes = readFileSync(new URL(`blobs/${entry.digest.slice('sha256:'.length)}`, golden))
  const { mediaType } = JSON.parse(bytes.toString('utf8')) as { mediaType: string }
  return {
    mediaType,
    digest: entry.digest,
    size: bytes.length,
    platform: entry.platform,
    ...(entry.annotations && { annotations: entry.annotations }),
  }
}

describe('captured bytes of other tools', () => {
  test.each(CASES)('$file is reproduced', ({ file, profile, mediaType, digest, entries, annotations }) => {
    const bytes = buildIndex({
      profile,
      mediaType,
      entries: entries.map(child),
      annotations: annotations ?? {},
    })
    expect(text(bytes)).toBe(readFileSync(new URL(`captures/${file}`, golden), 'utf8'))
    expect(`sha256:${createHash('sha256').update(bytes).digest('hex')}`).toBe(digest)
  })
})

describe('Go writes it so', () => {
  const one = (over: Partial<Descriptor>, profile: Format = 'crane', annotations = {}) =>
    text(
      buildIndex({
        profile,
        mediaType: OCI_INDEX,
        annotations,
        entries: [{ mediaType: 'm', digest: 'd', size: 1, ...over }],
      }),
    )

  test('html characters and line separators are escaped, in keys too', () => {
    expect(one({ annotations: { '<&>': '\u2028\u2029"\\\u0001\u007f/é' } })).toContain(
      String.raw`"annotations":{"\u003c\u0026\u003e":"\u2028\u2029\"\\\u0001${'\u007f'}/é"}`,
    )
  })

  test('map keys are sorted by UTF-8 bytes, where JavaScript sorts by UTF-16 units and puts integers first', () => {
    const keys = { '\u{1F600}': '', '\uFF61': '', b: '', '10': '', '9': '' }
    expect(one({}, 'crane', keys)).toContain('{"10":"","9":"","b":"","\uFF61":"","\u{1F600}":""}')
  })

  test('a key called __proto__ is a key like any other', () => {
    expect(one({}, 'crane', JSON.parse('{"__proto__":"x"}'))).toContain('{"__proto__":"x"}')
  })

  test('half a surrogate pair becomes the replacement character', () => {
    expect(one({}, 'crane', { a: '\ud800' })).toContain('{"a":"\uFFFD"}')
  })

  test('no entries: null for the tools that start from nil, [] for the others', () => {
    const empty = (profile: Format) =>
      text(buildIndex({ profile, mediaType: OCI_INDEX, entries: [], annotations: {} }))
    expect(empty('oci')).toContain('"manifests": null')
    expect(empty('docker')).toContain('"manifests": null')
    expect(empty('crane')).toContain('"manifests":[]')
  })

  test('an unknown platform is left out, but for Docker, whose types hold it by value', () => {
    expect(one({})).not.toContain('platform')
    expect(one({}, 'docker')).toContain('"architecture": "",\n        "os": ""')
  })

  test('a Docker manifest list never gets index annotations', () => {
    const list = buildIndex({
      profile: 'crane',
      mediaType: DOCKER_LIST,
      entries: [],
      annotations: { a: 'b' },
    })
    expect(text(list)).not.toContain('annotations')
  })
})

/** Written apart from the code under test: templates a person can compare with a capture. */
function reference(profile: Format, mediaType: string, entries: Descriptor[], notes: Record<string, string>) {
  const quote = (value: string) =>
    JSON.stringify(value)
      .replaceAll('<', '\\u003c')
      .replaceAll('>', '\\u003e')
      .replaceAll('&', '\\u0026')
      .replaceAll('\u2028', '\\u2028')
      .replaceAll('\u2029', '\\u2029')
  const object = (pairs: (string | false | undefined)[]) => `{${pairs.filter(Boolean).join(',')}}`
  const pair = (key: string, value: string) => `${quote(key)}:${value}`
  const strings = (values?: string[]) => (values?.length ? `[${values.map(quote).join(',')}]` : '')
  const map = (values: Record<string, string> = {}) =>
    Object.keys(values)
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .map((key) => pair(key, quote(values[key] ?? '')))
      .join(',')
  const compact = object([
    '"schemaVersion":2',
    pair('mediaType', quote(mediaType)),
    `"manifests":[${entries.map(entry).join(',')}]`,
    map(notes) !== '' && mediaType === OCI_INDEX && `"annotations":{${map(notes)}}`,
  ])
  const indent = { oci: 2, docker: 2, pushml: 3, buildx: 2, crane: 0 }[profile]
  return indent === 0 ? compact : indented(compact, indent)

  function entry({ digest, size, platform: p, annotations, ...rest }: Descriptor) {
    const where = [pair('digest', quote(digest)), pair('size', String(size))]
    if (profile !== 'oci' && profile !== 'buildx') where.reverse()
    const platform = object([
      pair('architecture', quote(p?.architecture ?? '')),
      pair('os', quote(p?.os ?? '')),
      p?.['os.version'] && pair('os.version', quote(p['os.version'])),
      strings(p?.['os.features']) && pair('os.features', strings(p?.['os.features'])),
      p?.variant && pair('variant', quote(p.variant)),
    ])
    return object([
      pair('mediaType', quote(rest.mediaType)),
      ...where,
      map(annotations) !== '' && `"annotations":{${map(annotations)}}`,
      pair('platform', platform),
    ])
  }
}

/** Indents compact JSON without reading it: only quotes and brackets matter. */
function indented(compact: string, width: number): string {
  let depth = 0
  let out = ''
  const line = () => `\n${' '.repeat(depth * width)}`
  for (const token of compact.match(/"(?:[^"\\]|\\.)*"|\[\]|[{}[\],:]|[^"{}[\],:]+/g) ?? []) {
    if (token === '{' || token === '[') {
      depth++
      out += token + line()
    } else if (token === '}' || token === ']') {
      depth--
      out += line() + token
    } else if (token === ',') out += token + line()
    else out += token === ':' ? ': ' : token
  }
  return out
}

const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
const notes = fc.dictionary(word, fc.string({ unit: 'grapheme', maxLength: 12 }), { maxKeys: 5 })
const descriptor: fc.Arbitrary<Descriptor> = fc.record({
  mediaType: word,
  digest: word,
  size: fc.nat(),
  annotations: notes,
  platform: fc.record(
    {
      os: word,
      architecture: word,
      variant: word,
      'os.version': word,
      'os.features': fc.array(word, { maxLength: 3 }),
    },
    { requiredKeys: ['os', 'architecture'] },
  ),
})

test(
  'any content gives the bytes of an encoder written apart',
  () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FORMATS),
        fc.constantFrom(OCI_INDEX, DOCKER_LIST),
        fc.array(descriptor, { minLength: 1, maxLength: 4 }),
        notes,
        (profile, mediaType, entries, annotations) => {
          const bytes = buildIndex({ profile, mediaType, entries, annotations })
          expect(text(bytes)).toBe(reference(profile, mediaType, entries, annotations))
          expect(JSON.parse(text(bytes)).manifests).toHaveLength(entries.length)
        },
      ),
    )
  },
  PROPERTY_TIMEOUT_MS,
)

describe('artifactType and subject of an index', () => {
  const subject = {
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    digest: `sha256:${'5'.repeat(64)}`,
    size: 7,
  }
  const keysOf = (profile: 'oci' | 'crane' | 'docker', mediaType: string) => {
    const content = { profile, mediaType, entries: [], annotations: { a: 'b' }, artifactType: 'x/y', subject }
    const written = JSON.parse(new TextDecoder().decode(buildIndex(content))) as Record<string, unknown>
    return { keys: Object.keys(written), written }
  }

  test('stand where image-spec 1.1 has them', () => {
    const { keys, written } = keysOf('oci', 'application/vnd.oci.image.index.v1+json')
    expect(keys).toEqual([
      'schemaVersion',
      'mediaType',
      'artifactType',
      'manifests',
      'subject',
      'annotations',
    ])
    expect(written).toMatchObject({ artifactType: 'x/y', subject })
  })
  test('stand where crane has them', () => {
    const { keys } = keysOf('crane', 'application/vnd.oci.image.index.v1+json')
    expect(keys).toEqual([
      'schemaVersion',
      'mediaType',
      'artifactType',
      'manifests',
      'annotations',
      'subject',
    ])
  })
  test('never get into a Docker manifest list', () => {
    const { keys } = keysOf('docker', 'application/vnd.docker.distribution.manifest.list.v2+json')
    expect(keys).toEqual(['schemaVersion', 'mediaType', 'manifests'])
  })
})
