import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyText, arbitrarySpecs } from '@/lib/testing/arbitrary-spec'
import { writeSpecYaml } from './spec-write'
import { readSpecJson, readSpecYaml } from './spec-yaml'

/** Many runs on a busy machine. */
const PROPERTY_TIMEOUT_MS = 60_000

const { spec } = arbitrarySpecs(anyText)

function read(text: string) {
  const result = readSpecYaml(text)
  if (!result.ok) throw new Error(`${result.error.line}:${result.error.column} ${result.error.message}`)
  return result.value
}

test(
  'writing a spec and reading it gives the spec, whatever its texts are',
  () => {
    fc.assert(
      fc.property(spec, (value) => {
        const { spec: again, problems } = read(writeSpecYaml(value))
        expect(again).toEqual(value)
        expect(problems).toEqual([])
        // Written twice is written the same.
        expect(writeSpecYaml(again)).toBe(writeSpecYaml(value))
      }),
      { numRuns: 200 },
    )
  },
  PROPERTY_TIMEOUT_MS,
)

test(
  'every value that is written has its place in the text',
  () => {
    fc.assert(
      fc.property(spec, (value) => {
        const text = writeSpecYaml(value)
        const { locate } = read(text)
        const lines = text.split('\n')
        for (const path of [['image'], ...value.manifests.map((_, entry) => ['manifests', entry, 'image'])]) {
          const place = locate(path)
          expect(place).not.toBeNull()
          expect(lines[(place?.line ?? 0) - 1]?.length).toBeGreaterThanOrEqual(place?.column ?? 0)
        }
      }),
      { numRuns: 100 },
    )
  },
  PROPERTY_TIMEOUT_MS,
)

test(
  'the same spec as JSON is the same spec',
  () => {
    fc.assert(
      fc.property(spec, (value) => {
        const again = readSpecJson(JSON.parse(JSON.stringify(value)))
        expect(again.ok && again.value.spec).toEqual(value)
      }),
      { numRuns: 100 },
    )
  },
  PROPERTY_TIMEOUT_MS,
)

test(
  'any text is read or refused with a place in it, never thrown at',
  () => {
    const piece = fc.constantFrom(
      ...[
        'image',
        'manifests',
        'platform',
        'annotations',
        ': ',
        ':',
        '\n',
        '\n  ',
        '\n- ',
        '- ',
        '{',
        '}',
        '[',
        ']',
      ],
      ...[
        ', ',
        '&a ',
        '*a',
        '<<: ',
        '!!str ',
        '!x ',
        '"',
        "'",
        '|\n',
        '>-\n',
        '#',
        ' # ',
        '? ',
        '---\n',
        '...\n',
      ],
      ...['\t', '\r\n', '\r', '\ufeff', '%YAML 1.1\n', '\0', '~', '1', 'a', '@', '`'],
    )
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
    )
    fc.assert(
      fc.property(text, (broken) => {
        const result = readSpecYaml(broken)
        if (result.ok) return
        const { line = 0, column = 0 } = result.error
        const lines = broken.split(/\r?\n/)
        expect(line).toBeGreaterThanOrEqual(1)
        expect(line).toBeLessThanOrEqual(lines.length)
        expect(column).toBeGreaterThanOrEqual(1)
        expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 2)
      }),
      { numRuns: 500 },
    )
  },
  PROPERTY_TIMEOUT_MS,
)
