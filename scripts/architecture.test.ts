import { expect, test } from 'vitest'
import { readSources } from './read-sources'

const FOLDERS = ['app', 'components', 'lib', 'e2e', 'scripts']

/** What each part may import of the project, itself included. The first rule whose prefix fits is the one. */
const MAY_IMPORT: [part: string, allowed: string[]][] = [
  ['lib/oci/', ['lib/oci/']],
  ['lib/composition/', ['lib/composition/', 'lib/oci/']],
  ['lib/coverage/', ['lib/coverage/', 'lib/oci/']],
  ['lib/comparison/', ['lib/comparison/', 'lib/coverage/require', 'lib/oci/']],
  ['lib/attestation/', ['lib/attestation/', 'lib/oci/']],
  ['lib/contract/', ['lib/contract/', 'lib/comparison/', 'lib/composition/', 'lib/coverage/', 'lib/oci/']],
  ['lib/registry/', ['lib/registry/', 'lib/oci/']],
  // What layers hold, from their bytes alone: where those come from is not its business.
  ['lib/layers/', ['lib/layers/', 'lib/oci/', 'lib/registry/stream-garbage']],
  ['lib/storage/', ['lib/storage/', 'lib/coverage/', 'lib/oci/']],
  [
    'lib/services/',
    [
      'lib/services/',
      'lib/attestation/',
      'lib/contract/',
      'lib/comparison/',
      'lib/composition/',
      'lib/coverage/',
      'lib/layers/',
      'lib/oci/',
      'lib/registry/',
      'lib/storage/',
      'lib/routes',
    ],
  ],
  [
    'lib/config',
    ['lib/config', 'lib/coverage/finding-table', 'lib/oci/', 'lib/registry/client-types', 'package.json'],
  ],
  [
    'lib/http/',
    [
      'lib/http/',
      'lib/services/',
      'lib/contract/',
      'lib/layers/',
      'lib/oci/',
      'lib/registry/',
      'lib/storage/',
      'lib/config',
    ],
  ],
  [
    'lib/client/',
    ['lib/client/', 'lib/contract/', 'lib/composition/', 'lib/coverage/', 'lib/oci/', 'lib/routes'],
  ],
  ['lib/routes', ['lib/oci/']],
  ['components/ui/', ['components/ui/']],
  [
    'components/',
    [
      'components/',
      'lib/attestation/',
      'lib/client/',
      'lib/contract/',
      'lib/comparison/',
      'lib/composition/',
      'lib/coverage/',
      'lib/oci/',
      'lib/routes',
    ],
  ],
  ['app/', ['app/', 'components/', 'lib/', 'package.json']],
]

const CORE = ['lib/attestation/', 'lib/oci/', 'lib/comparison/', 'lib/composition/', 'lib/coverage/']
const SERVER_ONLY = [
  'lib/services/',
  'lib/layers/',
  'lib/registry/',
  'lib/storage/',
  'lib/http/',
  'lib/config',
]
const NOT_PURE = /\bprocess\.|(?<![\w.])fetch\(|\bDate\.now\b|\bMath\.random\b|\bnew Date\(\)/

const files = readSources(FOLDERS)
const byPath = new Map(files.map((file) => [file.path, file]))
const isTest = (path: string) =>
  /\.test\.tsx?$/.test(path) || path.startsWith('lib/testing/') || path.includes('/testing/')
const production = files.filter(({ path }) => !isTest(path) && !path.startsWith('e2e/'))
const shipped = production.filter(({ path }) => !path.startsWith('scripts/'))

test('there is something to check', () => {
  expect(shipped.length).toBeGreaterThan(50)
  expect(shipped.flatMap((file) => file.imports).length).toBeGreaterThan(100)
})

test('imports run one way', () => {
  const offences = shipped.flatMap(({ path, imports }) => {
    const allowed = MAY_IMPORT.find(([part]) => path.startsWith(part))?.[1]
    if (allowed === undefined) return []
    return imports
      .filter((target) => isOurs(target) && !allowed.some((prefix) => target.startsWith(prefix)))
      .map((target) => `${path} -> ${target}`)
  })
  expect(offences).toEqual([])
})

test('nothing a browser loads reaches a server-only module, not even through others', () => {
  const entries = shipped.filter(
    ({ path, text }) =>
      path.startsWith('components/') || path.startsWith('lib/client/') || /^'use client'/m.test(text),
  )
  const chains = entries.map(({ path }) => chainTo(path, isServerOnly)).filter((chain) => chain !== null)
  expect(chains.map((chain) => chain.join(' -> '))).toEqual([])
})

test('the core knows no clock, no chance, no network and no Node', () => {
  const offences = shipped
    .filter(({ path }) => CORE.some((part) => path.startsWith(part)))
    .flatMap(({ path, text, imports }) => [
      ...imports
        .filter((target) => /^(node:|next|react|undici|pg)/.test(target))
        .map((it) => `${path} -> ${it}`),
      ...linesMatching(text, NOT_PURE).map((line) => `${path}: ${line}`),
    ])
  expect(offences).toEqual([])
})

test('production code never imports tests or their tools', () => {
  const offences = production.flatMap(({ path, imports }) =>
    imports
      .filter((target) => isOurs(target) && (isTest(target) || target.startsWith('e2e/')))
      .map((it) => `${path} -> ${it}`),
  )
  expect(offences).toEqual([])
})

test('only the configuration reads the environment', () => {
  const offences = shipped
    .filter(({ path }) => path !== 'lib/config.ts')
    .flatMap(({ path, text }) =>
      linesMatching(text, /process\.env(?!\.NEXT_PUBLIC_|\.NODE_ENV\b)/).map((line) => `${path}: ${line}`),
    )
  expect(offences).toEqual([])
})

test("only lib/routes.ts writes the app's own addresses", () => {
  const written = /['"`](?:\/r\/|\/api\/|\/compare\b|\/compose\b|\/coverage\b|\/activity\b)/
  const tables = ['lib/routes.ts', 'lib/contract/']
  const offences = shipped
    .filter(({ path }) => !tables.some((part) => path.startsWith(part)))
    .flatMap(({ path, text, imports }) =>
      linesMatching(text, written)
        .filter((line) => !imports.some((target) => line.includes(`'${target}'`)) && !/Props<'/.test(line))
        .map((line) => `${path}: ${line}`),
    )
  expect(offences).toEqual([])
})

test('every module of the server says so in its first import', () => {
  const offences = shipped
    .filter(({ path }) => isServerOnly(path) && path.endsWith('.ts'))
    .filter(({ text }) => !/^import 'server-only'$/m.test(text))
  expect(offences.map(({ path }) => path)).toEqual([])
})

test('exports have names; only Next decides otherwise', () => {
  const offences = files.filter(
    ({ path, text }) =>
      !path.startsWith('app/') &&
      /^export default\b/m.test(text) &&
      !/\.config\.ts$|^e2e\/harness\/global-/.test(path),
  )
  expect(offences.map(({ path }) => path)).toEqual([])
})

test('no folder is a drawer for everything', () => {
  const offences = files.filter(({ path }) => /\/(utils|helpers|common|misc)\/|\/index\.tsx?$/.test(path))
  expect(offences.map(({ path }) => path)).toEqual([])
})

test('pages and route handlers only wire', () => {
  const offences = shipped.flatMap(({ path, text }) => {
    const limit = path.endsWith('/route.ts') ? 30 : /\/page\.tsx$/.test(path) ? 45 : null
    const lines = text.trimEnd().split('\n').length
    return limit !== null && lines > limit ? [`${path}: ${lines} lines, at most ${limit}`] : []
  })
  expect(offences).toEqual([])
})

/** The imports that lead from a file to one that is found, types included; null when none do. */
function chainTo(path: string, found: (path: string) => boolean, seen = new Set<string>()): string[] | null {
  if (found(path)) return [path]
  if (seen.has(path)) return null
  seen.add(path)
  for (const target of byPath.get(path)?.imports ?? []) {
    const chain = chainTo(target, found, seen)
    if (chain !== null) return [path, ...chain]
  }
  return null
}

function isServerOnly(path: string) {
  return SERVER_ONLY.some((part) => path.startsWith(part))
}

function isOurs(target: string) {
  return byPath.has(target) || target === 'package.json'
}

function linesMatching(text: string, pattern: RegExp) {
  return text
    .split('\n')
    .filter((line) => !/^\s*(\*|\/\/|\/\*)/.test(line) && pattern.test(line))
    .map((line) => line.trim())
}
