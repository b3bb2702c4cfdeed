import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureBuilt } from './build.mjs'
import { freePort } from './free-port.mjs'
import { startRegistry } from './registry-process.mjs'
import { ROOT } from './root.mjs'
import { findTool } from './tools.mjs'

let folder: string

beforeAll(async () => {
  await ensureBuilt()
  folder = await mkdtemp(join(tmpdir(), 'manifold-start-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('with nothing configured a real registry with demo images comes along, and both stop together', async () => {
  const dataDir = join(folder, 'own')
  const first = await start({ MANIFOLD_DATA: dataDir })
  const address = first.output().match(/registry {2}(localhost:\d+)/)?.[1]
  expect(first.output()).toContain('demo images')
  const registries = (await (await fetch(`${first.url}/api/registries`)).json()) as {
    items: { name: string }[]
  }
  expect(registries.items.map(({ name }) => name)).toEqual([address])
  const tags = await fetch(`http://${address}/v2/demo-s390x/tags/list`)
  expect(await tags.json()).toEqual({ name: 'demo-s390x', tags: ['v0.2'] })
  await tellsOfPush(first.url, `http://${address}/v2/demo-s390x/manifests`)
  expect(await stop(first.child, 'SIGTERM')).toBe(0)
  await expect(fetch(`http://${address}/v2/`)).rejects.toThrow()

  const second = await start({ MANIFOLD_DATA: dataDir })
  expect(second.output()).toContain(address)
  expect(second.output()).not.toContain('Filling')
  expect(await stop(second.child, 'SIGINT')).toBe(0)
})

/** Pushes a tag past the dashboard and listens until the dashboard has heard of it. */
async function tellsOfPush(url: string, manifests: string) {
  const stream = await fetch(`${url}/api/events`)
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  const mediaType = 'application/vnd.docker.distribution.manifest.v2+json'
  const manifest = await fetch(`${manifests}/v0.2`, { headers: { accept: mediaType } })
  await fetch(`${manifests}/told`, {
    method: 'PUT',
    headers: { 'content-type': mediaType },
    body: await manifest.arrayBuffer(),
  })
  let text = ''
  while (!/^event: tags\ndata: .*"tags":\[[^\]]*"told"/m.test(text)) {
    const next = await reader?.read()
    if (!next || next.done) throw new Error(`The stream ended: ${text}`)
    text += next.value
  }
  await reader?.cancel()
}

test('the registry ends with a process that was killed', async () => {
  const running = await start({ MANIFOLD_DATA: join(folder, 'killed') })
  const address = running.output().match(/registry {2}localhost:(\d+)/)?.[1]
  const socket = net.connect(Number(address), '127.0.0.1')
  await once(socket, 'connect')
  const closed = once(socket, 'close')
  await stop(running.child, 'SIGKILL')
  await closed
})

test('a registry that is configured is used, and none is started', async () => {
  const registry = await startRegistry({ dataDir: join(folder, 'given') })
  try {
    const running = await start({ REGISTRY_URL: registry.url, MANIFOLD_DATA: join(folder, 'data') })
    const health = await fetch(`${running.url}/api/health`)
    expect(await health.json()).toMatchObject({ status: 'ok' })
    expect(running.output()).toContain(registry.url)
    expect(running.output()).not.toContain('started beside')
    expect(await stop(running.child, 'SIGTERM')).toBe(0)
  } finally {
    await registry.stop()
  }
})

test('without a registry, a package or Docker, one message names the three ways', async () => {
  const child = launch({
    PATH: await programs('bare'),
    PORT: String(await freePort()),
    MANIFOLD_DATA: join(folder, 'bare'),
  })
  const output = collect(child)
  const [code] = await once(child, 'exit')
  expect(code).toBe(1)
  expect(output()).toMatch(/REGISTRY_URL=[\s\S]*install docker-registry[\s\S]*registry:3/)
})

test('where only Docker is at hand, its engine runs the image', async () => {
  const path = await programs('docker')
  const { command } = await findTool('docker-registry')
  // Takes the place of the engine: publishes on the port it was told, keeps data where it was told.
  await writeFile(
    join(path, 'docker'),
    `#!/bin/sh
[ "$1" = version ] && exit 0
for word; do
  case "$word" in
    127.0.0.1:*:5000) port=\${word#127.0.0.1:}; port=\${port%:5000} ;;
    *:/var/lib/registry) data=\${word%:/var/lib/registry} ;;
    registry:3) image=yes ;;
  esac
done
[ "$image" = yes ] || exit 1
printf 'version: 0.1\\nstorage: {filesystem: {rootdirectory: "%s"}, delete: {enabled: true}}\\nhttp: {addr: "127.0.0.1:%s"}\\n' "$data" "$port" > "$data.yml"
exec ${command} serve "$data.yml"
`,
  )
  await chmod(join(path, 'docker'), 0o755)
  const running = await start({ PATH: path, MANIFOLD_DATA: join(folder, 'docker') })
  expect(running.output()).toContain('Starting the image registry:3 in Docker.')
  expect(running.output()).toContain('registry  localhost:')
  expect(await stop(running.child, 'SIGTERM')).toBe(0)
})

test('a port that is taken is said so before anything is started', async () => {
  const taken = net.createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as net.AddressInfo
  const child = launch({ PORT: String(port), MANIFOLD_DATA: join(folder, 'taken') })
  const output = collect(child)
  const [code] = await once(child, 'exit')
  taken.close()
  expect(code).toBe(1)
  expect(output()).toContain(`Port ${port} is taken`)
})

test('a configuration that cannot work ends the start with its reason', async () => {
  const child = launch({ REGISTRY_URL: 'not an address', PORT: String(await freePort()) })
  const output = collect(child)
  const [code] = await once(child, 'exit')
  expect(code).toBe(1)
  expect(output()).toContain('REGISTRY_URL')
})

/** A PATH that holds Node and a shell, and nothing to run or fetch a registry with. */
async function programs(name: string): Promise<string> {
  const path = join(folder, `${name}-path`)
  await mkdir(path)
  await symlink(process.execPath, join(path, 'node'))
  for (const program of ['sh', 'cat']) await symlink(`/bin/${program}`, join(path, program))
  return path
}

function launch(env: Record<string, string>): ChildProcess {
  const { PATH, HOME, LD_LIBRARY_PATH } = process.env
  return spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: ROOT,
    env: { PATH, HOME, LD_LIBRARY_PATH, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

function collect(child: ChildProcess): () => string {
  let text = ''
  child.stdout?.on('data', (chunk) => {
    text += chunk
  })
  child.stderr?.on('data', (chunk) => {
    text += chunk
  })
  return () => text
}

async function start(env: Record<string, string>) {
  const child = launch({ PORT: String(await freePort()), ...env })
  const output = collect(child)
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const address = output().match(/Manifold is ready: (\S+)[\s\S]*stop {6}/)?.[1]
      if (address) resolve(address.replace('localhost', '127.0.0.1'))
    })
    child.once('exit', () => reject(new Error(output())))
  })
  return { child, url, output }
}

async function stop(child: ChildProcess, signal: NodeJS.Signals) {
  const exited = once(child, 'exit')
  child.kill(signal)
  const [code] = (await exited) as [number | null]
  return code
}
