import { existsSync } from 'node:fs'
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { libraryFolders, unpackDebianPackage } from './debian-package.mjs'
import { findOnPath, isProgram } from './find-on-path.mjs'
import { withLock } from './lock.mjs'
import { runCommand } from './run-command.mjs'

const CACHE_DIR = fileURLToPath(new URL('../.cache/tools', import.meta.url))

/**
 * `names`: what it is called on PATH. `program`: where Debian's package of the same name keeps it.
 * `files`: options that name files it would otherwise look for under `/`.
 * `calls`: where the programs it calls by name are.
 * `proof`: what its version must say, where the name alone proves little.
 * @type {Record<string, { names: string[], program: string, files?: Record<string, string>, calls?: string, proof?: RegExp }>}
 */
const TOOLS = {
  'docker-registry': {
    names: ['registry', 'docker-registry'],
    program: 'usr/bin/docker-registry',
    proof: /distribution/,
  },
  skopeo: {
    names: ['skopeo'],
    program: 'usr/bin/skopeo',
    files: { '--policy': 'etc/containers/policy.json' },
  },
  // Who is not root unpacks images in a user namespace, which newuidmap and newgidmap make.
  buildah: { names: ['buildah'], program: 'usr/bin/buildah', calls: 'usr/bin' },
  umoci: { names: ['umoci'], program: 'usr/bin/umoci' },
  'docker-compose': { names: ['docker-compose'], program: 'usr/bin/docker-compose' },
  chromium: {
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    program: 'usr/lib/chromium/chromium',
  },
}

/** @typedef {keyof typeof TOOLS & string} ToolName */

/**
 * Finds a program on PATH, or fetches Debian's package of it into the cache folder, once.
 * @param {'docker-registry' | 'skopeo' | 'buildah' | 'umoci' | 'docker-compose' | 'chromium'} name
 * @param {{ cacheDir?: string, log?: (line: string) => void }} [options]
 * @returns {Promise<{ command: string, source: 'path' | 'debian' }>} the program to run, ready as it is
 * @throws {Error} with a message for people when it is neither here nor to be had
 */
export async function findTool(name, { cacheDir = CACHE_DIR, log } = {}) {
  const installed = await findInstalled(name)
  if (installed !== null) return { command: installed, source: 'path' }
  const folder = resolve(cacheDir)
  const launcher = join(folder, 'bin', name)
  await withLock(`tools ${folder}`, async () => {
    if (await isProgram(launcher)) return
    await mkdir(dirname(launcher), { recursive: true })
    const root = await unpackDebianPackage(name, { cacheDir: folder, log }).catch((error) => {
      throw new Error(`${name} is not on PATH and could not be fetched. ${error.message}`, { cause: error })
    })
    await writeLauncher(name, root, launcher)
  })
  return { command: launcher, source: 'debian' }
}

/**
 * @param {keyof typeof TOOLS} name
 * @returns {Promise<string | null>} where PATH has it
 */
export async function findInstalled(name) {
  const { names, proof } = TOOLS[name]
  for (const candidate of names) {
    const path = await findOnPath(candidate)
    if (path === null) continue
    if (proof === undefined || proof.test((await runCommand(path, ['--version'])).output)) return path
  }
  return null
}

/** A launcher becomes the program (`exec`), so its process id is the program's. */
async function writeLauncher(name, root, launcher) {
  const { program, files = {}, calls } = TOOLS[name]
  if (!(await isProgram(join(root, program)))) throw new Error(`Debian's ${name} holds no ${program}.`)
  const given = Object.entries(files).filter(([, file]) => existsSync(join(root, file)))
  const words = [join(root, program), ...given.flatMap(([option, file]) => [option, join(root, file)])]
  const libraries = (await libraryFolders(root)).join(':')
  const modules = join(root, 'usr/lib/python3/dist-packages')
  const lines = [
    '#!/bin/sh',
    ...(libraries === '' ? [] : [`export LD_LIBRARY_PATH=${quote(libraries)}`]),
    ...(existsSync(modules) ? [`export PYTHONPATH=${quote(modules)}`] : []),
    ...(calls === undefined ? [] : [`export PATH="$PATH":${quote(join(root, calls))}`]),
    `exec ${words.map(quote).join(' ')} "$@"`,
  ]
  await writeFile(`${launcher}.new`, `${lines.join('\n')}\n`)
  await chmod(`${launcher}.new`, 0o755)
  await rename(`${launcher}.new`, launcher)
}

const quote = (word) => `'${word.replaceAll("'", "'\\''")}'`
