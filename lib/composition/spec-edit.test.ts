import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ProblemFix } from './problems'
import type { CompositionSpec, SpecEntry } from './spec'
import { type SpecEdit, specAfter } from './spec-after'
import { applyFix, editSpec } from './spec-edit'
import { writeSpecYaml } from './spec-write'
import { readSpecYaml } from './spec-yaml'

/** Many runs on a busy machine. */
const PROPERTY_TIMEOUT_MS = 60_000

const seed = readFileSync(new URL('../testing/golden/seed-demo_v0.2.yml', import.meta.url), 'utf8')

function edited(text: string, edit: SpecEdit): string {
  const result = editSpec(text, edit)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

function fixed(text: string, fix: ProblemFix): string {
  const result = applyFix(text, fix)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

const entry = (image: string, platform: SpecEntry['platform'] = {}): SpecEntry => ({
  image,
  platform,
  annotations: {},
})

const TEXT = `# our release
image: 'r.test/demo:v1'   # the target
tags: ["1.0", latest] # extra

manifests:
  # mainframe
  - image: "r.test/s390x:v1"
    platform: {architecture: s390x, os: linux} # z
  # the usual
  - image: r.test/amd64:v1 # pc
    platform:
      os: linux   # first the os
      architecture: amd64
# end
`

describe('only what the edit is about changes', () => {
  test.each<[string, SpecEdit, [string, string]]>([
    ['a target keeps its quotes', { kind: 'set-target', image: 'r.test/demo:v2' }, ['demo:v1', 'demo:v2']],
    [
      'a tag joins the brackets',
      { kind: 'set-tags', tags: ['1.0', '1', 'latest'] },
      ['"1.0", ', '"1.0", "1", '],
    ],
    ['a tag leaves the brackets', { kind: 'set-tags', tags: ['latest'] }, ['"1.0", ', '']],
    ['no tags, no key', { kind: 'set-tags', tags: [] }, ['tags: ["1.0", latest] # extra\n', '']],
    [
      'a format finds its place',
      { kind: 'set-format', format: 'oci' },
      ['# extra\n', '# extra\nformat: oci\n'],
    ],
    [
      'a media type too',
      { kind: 'set-media-type', mediaType: 'oci' },
      ['# extra\n', '# extra\nmediaType: oci\n'],
    ],
    [
      'index annotations',
      { kind: 'set-annotations', annotations: { a: 'b' } },
      ['# extra\n', '# extra\nannotations:\n  a: b\n'],
    ],
    ['a source', { kind: 'set-entry-image', entry: 1, image: 'r.test/amd64:v2' }, ['amd64:v1', 'amd64:v2']],
    [
      'a variant in a block',
      {
        kind: 'set-entry-platform',
        entry: 1,
        platform: { os: 'linux', architecture: 'amd64', variant: 'v2' },
      },
      ['architecture: amd64\n', 'architecture: amd64\n      variant: v2\n'],
    ],
    [
      'a variant in braces',
      {
        kind: 'set-entry-platform',
        entry: 0,
        platform: { os: 'linux', architecture: 's390x', variant: 'z' },
      },
      ['os: linux}', 'os: linux, variant: z}'],
    ],
    [
      'an architecture',
      { kind: 'set-entry-platform', entry: 0, platform: { os: 'linux', architecture: 'arm' } },
      ['architecture: s390x', 'architecture: arm'],
    ],
    [
      'the platform left to the image',
      { kind: 'set-entry-platform', entry: 0, platform: {} },
      ['    platform: {architecture: s390x, os: linux} # z\n', ''],
    ],
    [
      'entry annotations',
      { kind: 'set-entry-annotations', entry: 0, annotations: { a: '1' } },
      ['# z\n', '# z\n    annotations:\n      a: "1"\n'],
    ],
    [
      'a new entry',
      { kind: 'add-entry', value: entry('r.test/arm:v1', { variant: 'v7' }) },
      [
        'architecture: amd64\n',
        'architecture: amd64\n  - image: r.test/arm:v1\n    platform:\n      variant: v7\n',
      ],
    ],
    [
      'a new entry in between',
      { kind: 'add-entry', value: entry('r.test/arm:v1'), at: 1 },
      ['# z\n', '# z\n  - image: r.test/arm:v1\n'],
    ],
    [
      'an entry gone with its comment',
      { kind: 'remove-entry', entry: 1 },
      [TEXT.slice(TEXT.indexOf('  # the usual'), TEXT.indexOf('# end')), ''],
    ],
  ])('%s', (_name, edit, [before, after]) => {
    expect(TEXT).toContain(before)
    expect(edited(TEXT, edit)).toBe(TEXT.replace(before, after))
  })

  test('moved entries take their comments along', () => {
    const text = edited(TEXT, { kind: 'move-entry', entry: 1, to: 0 })
    expect(text.split('\n').toSorted()).toEqual(TEXT.split('\n').toSorted())
    expect(text).toMatch(/# the usual\n {2}- image: r.test\/amd64:v1 # pc/)
  })

  test('the dashes of 2016 stay on their own lines', () => {
    const text = edited(seed, { kind: 'set-entry-image', entry: 0, image: 'r.test/x:v1' })
    expect(text).toBe(seed.replace('localhost:5710/demo-s390x:v0.2', 'r.test/x:v1'))
    expect(edited(seed, { kind: 'move-entry', entry: 0, to: 1 })).toContain(
      'manifests:\n  -\n    image: localhost:5710/demo-amd64',
    )
  })

  test('line ends of Windows and a byte order mark stay', () => {
    const text = `\uFEFF${seed.replaceAll('\n', '\r\n')}`
    const after = edited(text, { kind: 'set-tags', tags: ['a'] })
    expect(after).toBe(text.replace('v0.2\r\nmanifests', 'v0.2\r\ntags:\r\n  - a\r\nmanifests'))
  })

  test('os.version keeps the spelling it has', () => {
    const text = 'manifests:\n- image: a\n  platform: {os.version: "1"}\n'
    expect(edited(text, { kind: 'set-entry-platform', entry: 0, platform: { 'os.version': '2' } })).toBe(
      text.replace('1', '2'),
    )
  })

  test('an empty text becomes a spec', () => {
    const text = edited(edited('', { kind: 'add-entry', value: entry('r/a:v1') }), {
      kind: 'set-target',
      image: 'r/b:v1',
    })
    expect(text).toBe('image: r/b:v1\nmanifests:\n  - image: r/a:v1\n')
  })

  test.each(['manifests: []\n', 'manifests:\n', 'manifests: ~ # none yet\n'])(
    '%j takes a first entry',
    (text) => {
      const result = readSpecYaml(edited(text, { kind: 'add-entry', value: entry('r/a:v1') }))
      expect(result.ok && result.value.spec.manifests).toEqual([entry('r/a:v1')])
    },
  )
})

describe('what only a text written anew can hold', () => {
  test('the last entry goes from under a comment, dashes at the margin', () => {
    const text = 'manifests:\n# ours\n- image: r/a:v1\nimage: r/b:v1\n'
    const after = edited(text, { kind: 'remove-entry', entry: 0 })
    expect(after).toBe('manifests:\n  # ours\n  []\nimage: r/b:v1\n')
  })

  test('a key that looks like the merge key is quoted', () => {
    const after = edited('image: r/b:v1\nmanifests: []\n', {
      kind: 'set-annotations',
      annotations: { '<<': 'a' },
    })
    expect(after).toBe('image: r/b:v1\nannotations:\n  "<<": a\nmanifests: []\n')
  })

  test('blanks take the place of a block', () => {
    const after = edited('image: |-\n  r/b:v1\n', { kind: 'set-target', image: '  ' })
    expect(after).toBe('image: "  "\n')
  })
})

describe('what cannot be edited says so', () => {
  test('a broken text', () => {
    expect(editSpec('image: [', { kind: 'set-target', image: 'a' })).toMatchObject({
      ok: false,
      error: { code: 'YAML_INVALID', line: 1 },
    })
  })
  test('an entry that is gone', () => {
    expect(editSpec(seed, { kind: 'remove-entry', entry: 7 })).toMatchObject({
      ok: false,
      error: { code: 'EDIT_IMPOSSIBLE' },
    })
  })
  test('a platform that two entries share by an anchor is never changed for both', () => {
    const text = 'manifests:\n- image: a\n  platform: &p\n    os: linux\n- image: b\n  platform: *p\n'
    const result = editSpec(text, { kind: 'set-entry-platform', entry: 0, platform: { os: 'windows' } })
    expect(result).toMatchObject({ ok: false, error: { code: 'EDIT_IMPOSSIBLE' } })
    expect(editSpec(text, { kind: 'remove-entry', entry: 0 }).ok).toBe(false)
  })
})

describe('every fix mends the text', () => {
  test.each<[ProblemFix, string, string]>([
    [
      { kind: 'rename-key', path: ['manifests', 0, 'imgae'], to: 'image' },
      'manifests:\n- imgae: a # x\n',
      'manifests:\n- image: a # x\n',
    ],
    [
      { kind: 'set-format', format: 'oci' },
      'image: a\nformat: docker # old\nmediaType: oci\n',
      'image: a\nformat: oci # old\n',
    ],
    [{ kind: 'set-format', format: null }, 'image: a\nformat: tar\n', 'image: a\n'],
    [{ kind: 'set-target', image: 'r/a:v1' }, 'image: r/a\n', 'image: r/a:v1\n'],
    [{ kind: 'remove-entry', entry: 1 }, 'manifests:\n- image: a\n- image: b\n', 'manifests:\n- image: a\n'],
    [
      { kind: 'set-platform', entry: 0, platform: { architecture: 'amd64' } },
      'manifests:\n- image: a\n  platform: {os: linux, architecture: x86_64}\n',
      'manifests:\n- image: a\n  platform: {os: linux, architecture: amd64}\n',
    ],
    [
      { kind: 'set-platform', entry: 0, platform: { osversion: '10.0' } },
      'manifests:\n- image: a\n  platform: {os.version: "9.0"}\n',
      'manifests:\n- image: a\n  platform: {os.version: "10.0"}\n',
    ],
    [
      { kind: 'add-entry', image: 'r/b@x', platform: { os: 'linux' } },
      'manifests:\n- image: a\n',
      'manifests:\n- image: a\n- image: r/b@x\n  platform:\n    os: linux\n',
    ],
  ])('%j', (fix, before, after) => {
    expect(fixed(before, fix)).toBe(after)
  })
})

const word = fc.oneof(
  fc.stringMatching(/^[a-z0-9][a-z0-9./:@_-]{0,12}$/),
  fc.constantFrom('1.0', 'yes', '~', 'a b', 'a: b', 'x, y', '#', '"'),
)
const notes = fc.dictionary(word, word, { maxKeys: 3 })
const platform = fc.record(
  {
    os: word,
    architecture: word,
    variant: word,
    'os.version': word,
    'os.features': fc.array(word, { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: [] },
)
const entryOf: fc.Arbitrary<SpecEntry> = fc.record({ image: word, platform, annotations: notes })
const specOf: fc.Arbitrary<CompositionSpec> = fc.record({
  image: word,
  tags: fc.uniqueArray(word, { maxLength: 3 }),
  format: fc.option(word),
  mediaType: fc.option(word),
  annotations: notes,
  manifests: fc.array(entryOf, { minLength: 1, maxLength: 4 }),
})
const place = fc.nat({ max: 3 })
const editOf: fc.Arbitrary<SpecEdit> = fc.oneof(
  word.map((image): SpecEdit => ({ kind: 'set-target', image })),
  fc.uniqueArray(word, { maxLength: 3 }).map((tags): SpecEdit => ({ kind: 'set-tags', tags })),
  fc.option(word).map((format): SpecEdit => ({ kind: 'set-format', format })),
  fc.option(word).map((mediaType): SpecEdit => ({ kind: 'set-media-type', mediaType })),
  notes.map((annotations): SpecEdit => ({ kind: 'set-annotations', annotations })),
  entryOf.map((value): SpecEdit => ({ kind: 'add-entry', value })),
  place.map((at): SpecEdit => ({ kind: 'remove-entry', entry: at })),
  fc.tuple(place, place).map(([at, to]): SpecEdit => ({ kind: 'move-entry', entry: at, to })),
  fc.tuple(place, word).map(([at, image]): SpecEdit => ({ kind: 'set-entry-image', entry: at, image })),
  fc
    .tuple(place, platform)
    .map(([at, fields]): SpecEdit => ({ kind: 'set-entry-platform', entry: at, platform: fields })),
  fc
    .tuple(place, notes)
    .map(([at, annotations]): SpecEdit => ({ kind: 'set-entry-annotations', entry: at, annotations })),
  fc.tuple(place, entryOf).map(([at, value]): SpecEdit => ({ kind: 'replace-entry', entry: at, value })),
)

/** Comment lines between the lines of the text, each with a number of its own. */
const commented = (text: string, places: readonly number[]) =>
  text
    .split('\n')
    .flatMap((line, i) => (places.includes(i) ? [`${/^ */.exec(line)?.[0] ?? ''}# note ${i}`, line] : [line]))
    .join('\n')

/** Edits that take nothing away, so that no comment has a reason to go. */
function onlyAdds(before: CompositionSpec, edit: SpecEdit): boolean {
  const keeps = (old: object, now: object) => Object.keys(old).every((key) => Object.hasOwn(now, key))
  if (edit.kind === 'set-target' || edit.kind === 'add-entry' || edit.kind === 'move-entry') return true
  if (edit.kind === 'set-annotations') return keeps(before.annotations, edit.annotations)
  if (edit.kind === 'set-format') return edit.format !== null
  if (edit.kind === 'set-media-type') return edit.mediaType !== null
  return edit.kind === 'set-entry-image'
}

test(
  'an edit changes what it should, nothing else, and no comment that is not about what went',
  () => {
    fc.assert(
      fc.property(
        specOf,
        fc.uniqueArray(fc.nat({ max: 30 }), { maxLength: 6 }),
        editOf,
        (spec, places, edit) => {
          const text = commented(writeSpecYaml(spec), places)
          const wanted = specAfter(spec, edit)
          const result = editSpec(text, edit)
          expect(result.ok).toBe(wanted !== null)
          if (!wanted) return
          const after = result.ok ? result.value : ''
          const read = readSpecYaml(after)
          expect(read.ok && read.value.spec).toEqual(wanted)
          if (onlyAdds(spec, edit))
            for (const note of text.match(/# note \d+/g) ?? []) expect(after).toContain(note)
        },
      ),
      { numRuns: 200 },
    )
  },
  PROPERTY_TIMEOUT_MS,
)
