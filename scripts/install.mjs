import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const STAMP = 'node_modules/.manifold-lock'

/** Installs the locked dependencies where they are missing or stale; says what it does while npm is silent. */
export async function ensureInstalled() {
  const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return
  const started = Date.now()
  const clock = setInterval(
    () => console.log(`  still installing, ${Math.round((Date.now() - started) / 1000)} s`),
    10_000,
  )
  console.log('Installing the locked dependencies ...')
  const code = await npm(['ci', '--include=dev', '--no-audit', '--no-fund'])
  clearInterval(clock)
  if (code !== 0) throw new Error(`npm ci failed with code ${code}.`)
  writeFileSync(STAMP, lock)
}

/** The npm that runs this script, or the one on PATH. */
function npm(args) {
  const script = process.env.npm_execpath
  const [command, first] = script ? [process.execPath, [script]] : ['npm', []]
  return new Promise((done) => {
    spawn(command, [...first, ...args], { stdio: 'inherit' }).once('exit', (code) => done(code ?? 1))
  })
}
