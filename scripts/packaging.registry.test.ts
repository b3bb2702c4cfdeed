import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { startServer } from '../e2e/harness/start-server'
import { ensureBuilt } from './build.mjs'
import { startDemoRegistry } from './demo/demo-registry.mjs'
import { ROOT } from './root.mjs'
import { findTool } from './tools.mjs'

const run = promisify(execFile)

let folder: string
let image: string

beforeAll(async () => {
  await ensureBuilt()
  folder = await mkdtemp(join(tmpdir(), 'manifold-packaging-'))
  // Beside the repository's own files, so that hard links stand in for copies.
  image = join(ROOT, '.cache', 'image')
  await assembleImage(image)
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await rm(image, { recursive: true, force: true })
})

test('docker-compose accepts the file, and publishes on this machine alone', async () => {
  const { command } = await findTool('docker-compose')
  const { stdout } = await run(command, ['-f', join(ROOT, 'docker-compose.yml'), 'config'])
  const { services } = parse(stdout) as {
    services: Record<string, { ports: unknown[]; environment: object }>
  }
  expect(Object.keys(services).sort()).toEqual(['manifold', 'registry'])
  const published = Object.values(services).flatMap(({ ports }) => ports.map((port) => JSON.stringify(port)))
  expect(published).toHaveLength(2)
  for (const port of published) expect(port).toContain('127.0.0.1')
  expect(services.manifold?.environment).toMatchObject({
    MANIFOLD_OPEN: '1',
    REGISTRY_URL: 'http://registry:5000',
  })
})

test('the image runs as nobody in particular, watches its health, and starts the server itself', async () => {
  const last = lastStage(await readFile(join(ROOT, 'Dockerfile'), 'utf8'))
  expect(Number(last.match(/^USER (\d+)/m)?.[1])).toBeGreaterThanOrEqual(10_000)
  expect(last).toMatch(/^HEALTHCHECK .*\\\n.*"node"/m)
  expect(last).toMatch(/^CMD \["node", "server\.mjs"\]$/m)
})

test('the build stage gets all it compiles, and no more', async () => {
  const context = join(ROOT, '.cache', 'context')
  await rm(context, { recursive: true, force: true })
  await mkdir(context, { recursive: true })
  const ignored = (await readFile(join(ROOT, '.dockerignore'), 'utf8')).split('\n')
  const taken = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
  const left = ignored.filter((line) => line.startsWith('**/')).map((line) => line.slice(3).replace('*', ''))
  for (const path of taken.filter((it) => existsSync(join(ROOT, it)))) {
    const filter = (file: string) => !left.some((end) => file.endsWith(end))
    await cp(join(ROOT, path), join(context, path), { recursive: true, filter })
  }
  await cp(join(ROOT, '.next/types'), join(context, '.next/types'), { recursive: true })
  await cp(join(ROOT, 'next-env.d.ts'), join(context, 'next-env.d.ts'))
  await symlink(join(ROOT, 'node_modules'), join(context, 'node_modules'))
  await run(join(ROOT, 'node_modules/.bin/tsc'), ['--noEmit', '--incremental', 'false', '-p', context])
  await rm(context, { recursive: true })
})

test('the server starts from what the image holds, answers, proves healthy and stops with 0', async () => {
  const registry = await startDemoRegistry({ dataDir: join(folder, 'registry') })
  try {
    const server = await startServer(
      { HOST: '127.0.0.1', BASE_PATH: '', REGISTRY_URL: registry.url, MANIFOLD_DATA: join(folder, 'data') },
      { cwd: image },
    )
    const page = await fetch(server.url)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('Manifold')
    expect((await fetch(`${server.url}/api/ready`)).status).toBe(200)
    await healthcheck(server.url)
    expect(await server.stop()).toBe(0)
  } finally {
    await registry.stop()
  }
})

/** The Dockerfile's own check, with the port this server got. */
async function healthcheck(url: string) {
  const words = lastStage(await readFile(join(ROOT, 'Dockerfile'), 'utf8')).match(/^ {2}CMD (\[.*\])$/m)?.[1]
  const [, ...args] = JSON.parse(words ?? '[]') as string[]
  await run(process.execPath, args, { env: { ...process.env, PORT: new URL(url).port, BASE_PATH: '' } })
}

const lastStage = (dockerfile: string) => dockerfile.split(/^FROM /m).at(-1) ?? ''

/** Lays out what the last stage copies; `npm ci --omit=dev` is what the lockfile marks as not for development. */
async function assembleImage(target: string) {
  await rm(target, { recursive: true, force: true })
  await mkdir(dirname(target), { recursive: true })
  await mkdir(target)
  const copies = [
    ...lastStage(await readFile(join(ROOT, 'Dockerfile'), 'utf8')).matchAll(
      /^COPY (?:--from=\S+ )?(.+) \S+$/gm,
    ),
  ]
  const paths = copies
    .flatMap((match) => (match[1] ?? '').split(' '))
    .map((path) => path.replace('/app/', ''))
  expect(paths).toContain('node_modules')
  for (const path of paths) {
    if (path === 'public' && !existsSync(join(ROOT, path))) continue
    if (path === 'node_modules') await run('cp', ['-al', join(ROOT, path), join(target, path)])
    else
      await cp(join(ROOT, path), join(target, path), {
        recursive: true,
        filter: (file) => !file.includes('/.next/cache') && !file.includes('/.next/dev'),
      })
  }
  const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean }>
  }
  const development = Object.entries(lock.packages).filter(([, { dev }]) => dev)
  for (const [path] of development) await rm(join(target, path), { recursive: true, force: true })
}
