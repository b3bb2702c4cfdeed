import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMap, isScalar, isSeq, type Node, parseDocument, Scalar } from 'yaml'
import { anyText, arbitrarySpecs, plainText } from '@/lib/testing/arbitrary-spec'
import type { CompositionSpec } from './spec'
import { type SpecEdit, specAfter } from './spec-after'
import { editSpec } from './spec-edit'
import { writeSpecYaml } from './spec-write'
import { readSpecYaml } from './spec-yaml'

/** Many runs on a busy machine. */
const PROPERTY_TIMEOUT_MS = 60_000

/** A spec as a person may have written it. */
interface Handwritten {
  text: string
  /** Every comment, and what it stands at: `image`, `annotations`, `manifests 1` ... */
  notes: Map<string, string>
}

const QUOTES = [
  Scalar.PLAIN,
  Scalar.PLAIN,
  Scalar.QUOTE_DOUBLE,
  Scalar.QUOTE_SINGLE,
  Scalar.BLOCK_LITERAL,
] as const

/** Brackets or blocks, any quotes, any order of keys, comments above and behind, a key of somebody else's. */
function handwritten(spec: CompositionSpec, choices: readonly number[]): Handwritten {
  let turn = 0
  const choose = (of: number) => (choices[turn++ % choices.length] ?? 0) % of
  const notes = new Map<string, string>()
  const note = (owner: string) => {
    const text = ` note ${notes.size} of ${owner}.`
    notes.set(text, owner)
    return text
  }
  const comment = (node: Node, owner: string, behind: boolean) => {
    if (choose(4) === 0) node.commentBefore = note(owner)
    if (behind && choose(4) === 0) node.comment = note(owner)
  }

  const decorate = (node: unknown, owner: string, inFlow: boolean) => {
    if (isScalar(node)) {
      const quotes = QUOTES[choose(QUOTES.length)] ?? Scalar.PLAIN
      // The library writes no block that starts or ends with blanks.
      node.type =
        quotes === Scalar.BLOCK_LITERAL && !/^\S.*\S$/.test(String(node.value)) ? Scalar.PLAIN : quotes
      if (!inFlow && node.type !== Scalar.BLOCK_LITERAL && choose(4) === 0) node.comment = note(owner)
    }
    if (!isMap(node) && !isSeq(node)) return
    node.flow = inFlow || node.items.length === 0 || (owner !== '' && choose(4) === 0)
    if (isMap(node)) node.items.push(...node.items.splice(0, choose(node.items.length || 1)))
    for (const [place, item] of node.items.entries()) {
      if (isMap(node) && 'key' in (item as object)) {
        const { key, value } = item as { key: Scalar<string>; value: unknown }
        const mine = owner === '' ? key.value : owner
        if (!node.flow) comment(key, mine, false)
        decorate(value, mine, node.flow)
      } else {
        const mine = owner === 'manifests' ? `manifests ${place}` : owner
        if (!node.flow && choose(4) === 0) (item as Node).commentBefore = note(mine)
        decorate(item, mine, node.flow)
      }
    }
  }

  const document = parseDocument(writeSpecYaml(spec))
  decorate(document.contents, '', false)
  if (isMap(document.contents)) document.contents.add(document.createPair('x-mine', { kept: 'as it is' }))
  const text = document.toString({ lineWidth: 0, indent: 2 + choose(3), indentSeq: choose(2) === 0 })
  return { text: choose(5) === 0 ? text.replaceAll('\n', '\r\n') : text, notes }
}

/** What an edit is about: comments there may go with what they stand at. */
function subjectOf(edit: SpecEdit): string {
  switch (edit.kind) {
    case 'set-target':
      return 'image'
    case 'set-tags':
      return 'tags'
    case 'set-format':
      return 'format'
    case 'set-media-type':
      return 'mediaType'
    case 'set-annotations':
      return 'annotations'
    case 'set-artifact-type':
      return 'artifactType'
    case 'set-subject':
      return 'subject'
    case 'add-entry':
    case 'move-entry':
      return 'nothing'
    default:
      return `manifests ${edit.entry}`
  }
}

const choices = fc.array(fc.nat({ max: 719 }), { minLength: 60, maxLength: 60 })

test.each([
  ['plain words', arbitrarySpecs(plainText), 200],
  ['any text at all', arbitrarySpecs(anyText), 100],
])(
  'an edit of what a person wrote changes what it should and nothing else: %s',
  (_name, { spec, edit }, numRuns) => {
    fc.assert(
      fc.property(spec, choices, edit, (before, style, change) => {
        const { text, notes } = handwritten(before, style)
        expect(readSpecYaml(text)).toMatchObject({ ok: true, value: { spec: before } })
        const wanted = specAfter(before, change)
        const result = editSpec(text, change)
        expect(result.ok).toBe(wanted !== null)
        if (!result.ok) return
        const read = readSpecYaml(result.value)
        expect(read.ok && read.value.spec).toEqual(wanted)
        expect(result.value).toMatch(/x-mine:\s+kept: as it is/)
        for (const [note, owner] of notes)
          if (owner !== subjectOf(change)) expect(result.value).toContain(note)
      }),
      { numRuns },
    )
  },
  PROPERTY_TIMEOUT_MS,
)
