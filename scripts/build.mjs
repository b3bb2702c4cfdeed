import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { withProgress } from './progress.mjs'
import { ROOT } from './root.mjs'
import { runCommand } from './run-command.mjs'

const STAMP = join(ROOT, '.next', 'manifold-build')

/** What the build is made from. */
const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'instrumentation.ts',
  'instrumentation-client.ts',
  'proxy.ts',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
]

/** Builds for production where the build is missing or older than its sources. */
export async function ensureBuilt() {
  if (isBuilt()) return
  await withLock(
    `build ${ROOT}`,
    async () => {
      if (!isBuilt()) await withProgress('Building', build)
    },
    () => console.log('Another process is building; waiting for it ...'),
  )
}

const isBuilt = () =>
  existsSync(join(ROOT, '.next', 'BUILD_ID')) &&
  existsSync(STAMP) &&
  readFileSync(STAMP, 'utf8') === sourcesHash()

/** The stamp is the hash from before the build: an edit while it ran makes it stale. */
async function build() {
  const hash = sourcesHash()
  await rm(STAMP, { force: true })
  const next = join(ROOT, 'node_modules', 'next', 'dist', 'bin', 'next')
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  const { code, output } = await runCommand(process.execPath, [next, 'build'], { cwd: ROOT, env })
  if (code !== 0) throw new Error(`The build failed:\n${output.trim()}`)
  await writeFile(STAMP, hash)
}

function sourcesHash() {
  const hash = createHash('sha256').update(process.env.BASE_PATH ?? '')
  for (const file of SOURCES.flatMap(filesOf))
    hash.update(`\n${file}\n`).update(readFileSync(join(ROOT, file)))
  return hash.digest('hex')
}

/** @returns {string[]} the file, or all files of the folder but tests, sorted */
function filesOf(path) {
  const whole = join(ROOT, path)
  if (!existsSync(whole)) return []
  if (statSync(whole).isFile()) return [path]
  const names = readdirSync(whole).sort()
  return names
    .filter((name) => name !== 'testing' && !/\.test\.tsx?$/.test(name))
    .flatMap((name) => filesOf(`${path}/${name}`))
}
