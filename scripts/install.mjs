import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { withLock } from './lock.mjs'
import { withProgress } from './progress.mjs'
import { ROOT } from './root.mjs'
import { runCommand } from './run-command.mjs'

/** Installs the locked dependencies where they are missing or stale. Built-ins only: it runs before them. */
export async function ensureInstalled() {
  if (isInstalled(ROOT)) return
  await withLock(
    `install ${ROOT}`,
    async () => {
      if (!isInstalled(ROOT)) await withProgress('Installing the locked dependencies (npm ci)', install)
    },
    () => console.log('Another process is installing the dependencies; waiting for it ...'),
  )
}

/**
 * Whether node_modules holds what the lockfile says. npm writes down what it installed: no stamp of our own.
 * @param {string} root
 */
export function isInstalled(root) {
  const installed = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return false
  const there = JSON.parse(readFileSync(installed, 'utf8')).packages
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || there[path]?.version === version || ((optional || devOptional) && !there[path]),
  )
}

async function install() {
  const [command, ...first] = npmCommand()
  const args = [...first, 'ci', '--include=dev', '--no-audit', '--no-fund']
  const env = { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' }
  const { code, output } = await runCommand(command, args, { cwd: ROOT, env })
  if (code !== 0) throw new Error(`npm ci failed:\n${output.trim().split('\n').slice(-20).join('\n')}`)
}

/** The npm that runs this script, or the one on PATH. */
function npmCommand() {
  const running = process.env.npm_execpath
  const isNpm = running !== undefined && basename(running).startsWith('npm') && existsSync(running)
  return isNpm ? [process.execPath, running] : ['npm']
}
