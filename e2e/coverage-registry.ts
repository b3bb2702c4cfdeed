import { cpSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildImage, json } from '../scripts/demo/build-image.mjs'
import { v2Client } from '../scripts/demo/v2-client.mjs'
import { startRegistry } from '../scripts/registry-process.mjs'
import { startServer } from './harness/start-server'

const OCI_INDEX = 'application/vnd.oci.image.index.v1+json'
export const REGISTRY = 'reg.example.com'
export const MANY_TAGS = 1200

/** Thirty and two platforms, some with a name as long as they get. */
export const MANY_PLATFORMS = [
  ...['amd64', 'arm64', 's390x', 'ppc64le', 'riscv64', '386', 'loong64', 'mips64le', 'mips64', 'ppc64'],
  ...['mips', 'mipsle', 'sparc64', 'alpha', 'hppa', 'ia64', 'm68k', 'parisc', 'sh4', 'arc'],
  ...[
    'xtensa',
    'nios2',
    'or1k',
    'csky',
    'hexagon',
    'microblaze',
    'openrisc',
    'ppc',
    's390',
    'riscv32',
    'x32',
    'arm64be',
  ],
]

type Built = ReturnType<typeof buildImage>

const image = (name: string, architecture: string): Built =>
  buildImage({
    type: 'oci',
    platform: { os: 'linux', architecture },
    created: '2026-10-01T10:00:00Z',
    config: { Cmd: ['/app'] },
    steps: [{ command: `COPY ${name} /`, key: `${name} ${architecture}`, path: 'app', kB: 1 }],
  })

const indexOf = (images: readonly { built: Built; architecture: string }[], name: string) => {
  const manifests = images.map(({ built, architecture }) => ({
    mediaType: built.mediaType,
    digest: built.digest,
    size: built.body.length,
    platform: { os: 'linux', architecture },
  }))
  const annotations = { 'org.opencontainers.image.ref.name': name }
  return {
    mediaType: OCI_INDEX,
    body: json({ schemaVersion: 2, mediaType: OCI_INDEX, manifests, annotations }),
  }
}

/**
 * A server that has never scanned anything, over a registry of its own: `huge/matrix` with very many tags and
 * platforms, `team/web` that can lose a platform, `team/broken` whose child is gone.
 */
export async function startCoverage() {
  const folder = await mkdtemp(join(tmpdir(), 'manifold-coverage-'))
  const dataDir = join(folder, 'registry')
  const registry = await startRegistry({ dataDir })
  const client = v2Client(registry.url)
  const push = async (repository: string, tag: string, architectures: readonly string[]) => {
    const images = architectures.map((architecture) => ({
      built: image(repository, architecture),
      architecture,
    }))
    for (const { built } of images) {
      for (const blob of built.blobs) await client.pushBlob(repository, blob)
      await client.putManifest(repository, built.digest, built)
    }
    await client.putManifest(repository, tag, indexOf(images, tag))
    return images.map(({ built }) => built.digest)
  }

  await push('team/web', '1.0', ['amd64', 'arm64', 's390x'])
  await push('team/web', 'latest', ['amd64', 'arm64', 's390x'])
  const [, gone = ''] = await push('team/broken', '2.0', ['amd64', 'arm64'])
  await client.deleteManifest('team/broken', gone)
  await push('huge/matrix', '1.0', MANY_PLATFORMS)
  // As the registry would have laid them out itself: a thousand pushes would only test our patience.
  const tags = join(dataDir, 'blobs/docker/registry/v2/repositories/huge/matrix/_manifests/tags')
  for (let number = 1; number < MANY_TAGS; number += 1)
    cpSync(join(tags, '1.0'), join(tags, `1.${number}`), { recursive: true })

  const config = join(folder, 'manifold.yaml')
  await writeFile(
    config,
    `registries:
  - name: ${REGISTRY}
    url: ${registry.url}
    scan: { every: never, verifyEvery: never }
policies:
  - match: "team/web"
    tags: "latest"
    require: [linux/amd64]
`,
  )
  const server = await startServer({ MANIFOLD_CONFIG: config, MANIFOLD_DATA: join(folder, 'data') })
  // Makes the embedded store, so that no journey waits for that.
  await fetch(`${server.url}/api/ready`)
  return {
    server,
    /** Another hand's push, past the dashboard. */
    push,
    async stop() {
      client.close()
      await server.stop()
      await registry.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
