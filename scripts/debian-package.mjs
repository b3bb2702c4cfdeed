import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { findOnPath } from './find-on-path.mjs'
import { runCommand } from './run-command.mjs'

/**
 * Fetches a Debian package and the packages it needs that are not installed, and unpacks them side by side.
 * Nothing is installed, no service starts, no root is needed.
 * @param {string} name the package
 * @param {{ cacheDir: string, log?: (line: string) => void }} options
 * @returns {Promise<string>} the folder that stands for `/`; kept, so a second call is immediate
 */
export async function unpackDebianPackage(name, { cacheDir, log = () => {} }) {
  const root = join(cacheDir, name)
  if (await isFolder(root)) return root
  if (!(await findOnPath('apt-get')) || !(await findOnPath('dpkg-deb')))
    throw new Error('This is not a Debian-like system: apt-get and dpkg-deb are not here.')
  const work = join(cacheDir, `.${name}-${randomUUID()}`)
  await mkdir(join(work, 'deb'), { recursive: true })
  try {
    await download(name, work, { stateDir: join(cacheDir, '.apt'), log })
    await mkdir(join(work, 'root'))
    for (const file of await readdir(join(work, 'deb')))
      await must('dpkg-deb', ['-x', join(work, 'deb', file), join(work, 'root')])
    await rename(join(work, 'root'), root)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return root
}

/** The folders under an unpacked package where the loader finds shared libraries. */
export async function libraryFolders(/** @type {string} */ root) {
  const folders = []
  for (const base of ['usr/lib', 'lib'].map((path) => join(root, path))) {
    const names = await readdir(base, { withFileTypes: true }).catch(() => [])
    const triplets = names.filter((entry) => entry.isDirectory() && entry.name.includes('-linux-'))
    for (const triplet of triplets) {
      const folder = join(base, triplet.name)
      const inside = await readdir(folder, { withFileTypes: true })
      const nested = inside.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name))
      folders.push(folder, ...nested)
    }
    folders.push(base)
  }
  return folders
}

/** The system's package lists first; where they are missing or too old, private ones are fetched. */
async function download(name, work, { stateDir, log }) {
  log(`Fetching Debian's ${name} (unpacked beside us, not installed) ...`)
  const first = await downloadWith(name, work, [])
  if (first === null) return
  log('The package lists are missing or old; fetching fresh ones ...')
  const options = [`Dir::State::lists=${stateDir}/lists`, `Dir::Cache=${stateDir}/cache`]
  await mkdir(join(stateDir, 'lists', 'partial'), { recursive: true })
  await mkdir(join(stateDir, 'cache', 'archives', 'partial'), { recursive: true })
  const update = await apt(['update'], options, work)
  const second = await downloadWith(name, work, options)
  if (second !== null)
    throw new Error(
      `Debian's ${name} could not be fetched.\n${lastLines(`${first}\n${update.output}\n${second}`)}`,
    )
}

/** @returns {Promise<string | null>} what went wrong, or null */
async function downloadWith(name, work, options) {
  const plan = await apt(['-s', '--reinstall', '--no-install-recommends', 'install', name], options, work)
  const needed = [...plan.stdout.matchAll(/^Inst (\S+)/gm)].map((match) => match[1])
  if (plan.code !== 0) return plan.output
  const done = await apt(['download', ...new Set([name, ...needed])], options, join(work, 'deb'))
  return done.code === 0 ? null : done.output
}

function apt(args, options, cwd) {
  // As root apt would hand the download to a user who cannot write here.
  const always = ['Debug::NoLocking=1', 'APT::Sandbox::User=root', 'Acquire::Retries=2']
  const flags = [...always, ...options].flatMap((option) => ['-o', option])
  return runCommand('apt-get', ['-q', ...flags, ...args], { cwd, env: { ...process.env, LC_ALL: 'C' } })
}

async function must(command, args) {
  const { code, output } = await runCommand(command, args)
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed.\n${lastLines(output)}`)
}

const lastLines = (text) => text.trim().split('\n').slice(-8).join('\n')

const isFolder = (path) =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
