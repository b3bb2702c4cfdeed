import fc from 'fast-check'
import type { CompositionSpec, SpecEntry } from '@/lib/composition/spec'
import type { SpecEdit } from '@/lib/composition/spec-after'
import type { Platform } from '@/lib/oci/platform'

/** Texts that YAML reads as something else, cannot hold bare, or that a program takes for its own. */
const NASTY = [
  ...['1.0', '08', '0x1F', '1e3', '-0', '.5', '1_000', '0o7', '.inf', '.NaN', '12:30:45', '2016-05-31', '='],
  ...['yes', 'No', 'on', 'OFF', 'true', 'y', 'null', 'Null', '~'],
  ...[
    '#',
    '# a',
    'a #b',
    'a#b',
    ':',
    ':a',
    'a:',
    'a: b',
    '-',
    '- a',
    '--- a',
    '---',
    '...',
    '? a',
    '?',
    '%YAML',
  ],
  ...[
    '!x',
    '!!str a',
    '&a',
    '*a',
    '@a',
    '`a`',
    '|',
    '>',
    '|-',
    '"',
    "'",
    "it's",
    '"a"',
    '{',
    '}',
    '[',
    ']',
    ',',
  ],
  ...['<<', '<<: *a', '__proto__', 'constructor', 'toString', 'hasOwnProperty'],
  ...[
    ' a',
    'a ',
    '  ',
    '\t',
    'a\tb',
    '\n',
    'a\nb',
    'a\n',
    '\n\na',
    'a\n  b\n\n',
    'a\r\nb',
    '\r',
    '\\n',
    '\\',
  ],
  ...[
    '\0',
    'a\u0001b',
    '\u001b[31m',
    '\u007f',
    '\u0085',
    '\u00a0',
    '\u2028',
    '\u2029',
    '\ufeff',
    '\ufffe',
    '\ud800',
  ],
  ...['é', '日本語', '😀', 'a\u0301', '\u202eabc', '<&>'],
]

const bare = fc.stringMatching(/^[a-z0-9][a-z0-9./:@_-]{0,16}$/)

/** Any text that is not empty: plain ones, ones with every character there is, nasty ones, and now and then a long one. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: bare },
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }) },
  { weight: 6, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 1, arbitrary: fc.nat({ max: 5000 }).map((length) => `${'long '.repeat(length / 5)}.`) },
)

/** Texts as they stand in specs, with the few that need quotes. */
export const plainText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: bare },
  {
    weight: 1,
    arbitrary: fc.constantFrom('1.0', 'yes', '~', 'a b', 'a: b', 'x, y', '#', '"', "it's", '- a'),
  },
)

export interface SpecArbitraries {
  entry: fc.Arbitrary<SpecEntry>
  spec: fc.Arbitrary<CompositionSpec>
  /** May name an entry that is not there. */
  edit: fc.Arbitrary<SpecEdit>
}

/** Specs whose every text is one of `text`, and edits of them. */
export function arbitrarySpecs(text: fc.Arbitrary<string>): SpecArbitraries {
  const notes = fc
    .uniqueArray(fc.tuple(text, text), { maxLength: 3, selector: ([key]) => key })
    .map((pairs): Record<string, string> => Object.fromEntries(pairs))
  const few = fc.array(text, { minLength: 1, maxLength: 2 })
  const platform: fc.Arbitrary<Partial<Platform>> = fc.record(
    { os: text, architecture: text, variant: text, 'os.version': text, 'os.features': few, features: few },
    { requiredKeys: [] },
  )
  const entry: fc.Arbitrary<SpecEntry> = fc.record(
    { image: text, digest: text, platform, annotations: notes, artifactType: text, attestations: text },
    { requiredKeys: ['image', 'platform', 'annotations'] },
  )
  const spec: fc.Arbitrary<CompositionSpec> = fc.record(
    {
      image: text,
      tags: fc.array(text, { maxLength: 3 }),
      format: fc.option(text),
      mediaType: fc.option(text),
      annotations: notes,
      artifactType: text,
      subject: text,
      manifests: fc.array(entry, { maxLength: 4 }),
    },
    { requiredKeys: ['image', 'tags', 'format', 'mediaType', 'annotations', 'manifests'] },
  )
  return { entry, spec, edit: editOf(text, { notes, platform, entry }) }
}

function editOf(
  text: fc.Arbitrary<string>,
  {
    notes,
    platform,
    entry,
  }: {
    notes: fc.Arbitrary<Record<string, string>>
    platform: fc.Arbitrary<Partial<Platform>>
    entry: fc.Arbitrary<SpecEntry>
  },
): fc.Arbitrary<SpecEdit> {
  const place = fc.nat({ max: 3 })
  const maybe = fc.option(text)
  const values = fc.array(entry, { maxLength: 3 })
  const of = <K extends SpecEdit['kind']>(
    kind: K,
    fields: { [F in Exclude<keyof Extract<SpecEdit, { kind: K }>, 'kind'>]: fc.Arbitrary<unknown> },
  ) => fc.record({ kind: fc.constant(kind), ...fields }) as unknown as fc.Arbitrary<SpecEdit>
  return fc.oneof(
    of('set-target', { image: text }),
    of('set-tags', { tags: fc.array(text, { maxLength: 3 }) }),
    of('set-format', { format: maybe }),
    of('set-media-type', { mediaType: maybe }),
    of('set-annotations', { annotations: notes }),
    of('set-artifact-type', { artifactType: maybe }),
    of('set-subject', { subject: maybe }),
    of('add-entry', { value: entry, at: fc.constant(undefined) }),
    of('remove-entry', { entry: place }),
    of('move-entry', { entry: place, to: place }),
    of('replace-entry', { entry: place, value: entry }),
    of('expand-entry', { entry: place, values }),
    of('set-entry-image', { entry: place, image: text }),
    of('set-entry-platform', { entry: place, platform }),
    of('set-entry-annotations', { entry: place, annotations: notes }),
    of('set-entry-artifact-type', { entry: place, artifactType: maybe }),
    of('set-entry-attestations', { entry: place, attestations: maybe }),
  )
}
