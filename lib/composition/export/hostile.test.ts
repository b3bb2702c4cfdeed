import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Sources } from '@/lib/testing/composition-sources'
import { exported } from '@/lib/testing/exported'
import { writeSpecYaml } from '../spec-write'
import { readSpecYaml } from '../spec-yaml'
import { exportScript } from './export-script'
import { hereDocument, shellQuote } from './shell-words'
import { EXPORT_TOOLS, type ExportTool } from './tool-export'

const sources = Sources.golden()
sources.image('demo:amd64', { os: 'linux', architecture: 'amd64' }, { oci: true })
sources.image('demo:s390x', { os: 'linux', architecture: 's390x' }, { oci: true })

/** What a real shell makes of it. */
const sh = (script: string) => execFileSync('sh', ['-c', script], { encoding: 'utf8' })

/** The words of a command that only ever uses single quotes, `\'` and line ends behind a backslash. */
function wordsOf(command: string): string[] {
  const words: string[] = []
  let rest = command.replace(/^ +/, '')
  while (rest !== '') {
    const match = /^(?:'[^']*'|\\'|[\w@%+=:,./-])+/.exec(rest)
    if (!match) throw new Error(`no word: ${rest}`)
    words.push(match[0].replace(/'([^']*)'|\\(')/g, (_, quoted, escaped) => quoted ?? escaped))
    rest = rest.slice(match[0].length).replace(/^(?: \\\n +| +)/, '')
  }
  return words
}

const text = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom(
      '$(id)',
      '`id`',
      "it's",
      '"',
      '\\',
      'a\nb',
      '-rf',
      '--x=y',
      '*',
      '!',
      '#',
      'END',
      ' ',
      "''",
      '\\\n',
    ),
  )
  .filter((it) => !it.includes('\0'))
const annotations = fc.dictionary(
  text.filter((key) => key !== '' && key !== '__proto__'),
  text.filter((value) => value !== ''),
  { minKeys: 1, maxKeys: 4 },
)

const yamlOf = (values: Record<string, string>, entryValues: Record<string, string> = {}) =>
  writeSpecYaml({
    image: 'r.test/demo:v1',
    tags: ['v1.0'],
    format: null,
    mediaType: null,
    annotations: values,
    manifests: ['amd64', 's390x'].map((tag) => ({
      image: `r.test/demo:${tag}`,
      platform: {},
      annotations: tag === 'amd64' ? entryValues : {},
    })),
  })

describe('whatever the annotations hold', () => {
  /** What is said by `name value` or `name=value`, keys before the first "=". */
  const said = (words: readonly string[], name: string, prefix = '') =>
    Object.fromEntries(
      words.flatMap((word, place) => {
        const value =
          word === name ? words[place + 1] : word.startsWith(`${name}=`) ? word.slice(name.length + 1) : null
        if (!value?.startsWith(prefix)) return []
        const [key = '', ...rest] = value.slice(prefix.length).split('=')
        return [[key, rest.join('=')]]
      }),
    )
  const sayable = (values: Record<string, string>) =>
    Object.fromEntries(Object.entries(values).filter(([key]) => !key.includes('=')))

  test.each<[ExportTool, string, string, string, string]>([
    [
      'docker buildx imagetools',
      '--annotation',
      'index:',
      '--annotation',
      'manifest-descriptor[linux/amd64]:',
    ],
    ['regctl', '--annotation', '', '--desc-annotation', ''],
  ])('%s is told them word for word, or their loss is', (tool, ofIndex, prefix, ofEntry, entryPrefix) => {
    fc.assert(
      fc.property(annotations, annotations, (values, entryValues) => {
        const { lines, files, losses } = exported(sources, yamlOf(values, entryValues), tool)
        const words = lines.flatMap(wordsOf)
        expect(said(words, ofIndex, prefix)).toEqual(sayable(values))
        // A file says what an option cannot.
        const [file] = files
        if (file) expect(JSON.parse(file.content)).toMatchObject({ annotations: entryValues })
        else expect(said(words, ofEntry, entryPrefix)).toEqual(sayable(entryValues))
        for (const key of [...Object.keys(values), ...(file ? [] : Object.keys(entryValues))])
          if (key.includes('=')) expect(losses.join('\n')).toContain(key)
      }),
      { numRuns: 60 },
    )
  })

  test('the YAML for manifest-tool reads back with the same names, tags, platforms and annotations', () => {
    fc.assert(
      fc.property(annotations, (values) => {
        const yaml = yamlOf(values)
        const plan = sources.plan(yaml)
        const made = exported(sources, yaml, 'manifest-tool')
        const read = readSpecYaml(made.files[0]?.content ?? '')
        expect(read.ok && read.value.problems).toEqual([])
        if (!read.ok) return
        expect(read.value.spec).toMatchObject({
          image: 'r.test/demo:v1',
          tags: ['v1.0'],
          annotations: values,
        })
        expect(sources.plan(made.files[0]?.content ?? '').digest).toBe(plan.digest)
        expect(made).toMatchObject({ losses: [], sameDigestWith: 'manifest-tool 2.2' })
      }),
      { numRuns: 60 },
    )
  })

  test('every command of every tool is words of a shell', () => {
    fc.assert(
      fc.property(annotations, fc.constantFrom(...EXPORT_TOOLS), (values, tool) => {
        for (const line of exported(sources, yamlOf(values, values), tool).lines) wordsOf(line)
      }),
      { numRuns: 60 },
    )
  })
})

test('a real shell hands a tool the same words, and writes the same files', () => {
  const values = { "it's": '$(id) `id`', '-dash': 'a\nb', quoted: '"\\"', END: 'END' }
  const regctl = exported(sources, yamlOf(values), 'regctl')
  const [line = ''] = regctl.lines
  expect(sh(`regctl() { printf '%s\\0' regctl "$@"; }\n${line}`).split('\0').slice(0, -1)).toEqual(
    wordsOf(line),
  )
  const script = exportScript(exported(sources, yamlOf(values), 'manifest-tool'))
    .replace('cat > demo.yaml', 'cat')
    .replace('manifest-tool push', 'tool push')
  expect(sh(`tool() { echo "pushed $5"; }\n${script}`)).toBe(
    `${exported(sources, yamlOf(values), 'manifest-tool').files[0]?.content}pushed demo.yaml\n`,
  )
})

describe('shellQuote', () => {
  test.each(['plain/demo:v1', 'two words', "it's", '$(rm -rf x)', '`id`', 'a\nb', '"', '\\', '', '*', '!x'])(
    'gives %j to the shell unchanged',
    (word) => expect(sh(`printf %s ${shellQuote(word)}`)).toBe(word),
  )
})

test.each(['', 'END', 'END\nEND_END\n', "$x `y` \\ '"])(
  'a here-document holds %j and ends behind it',
  (content) => {
    expect(sh(`cat ${hereDocument(content, 'END')}\necho after`)).toBe(
      `${content.replace(/\n?$/, '\n')}after\n`,
    )
  },
)
