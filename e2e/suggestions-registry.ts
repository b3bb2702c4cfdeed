import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildImage, json } from '../scripts/demo/build-image.mjs'
import { sha256 } from '../scripts/demo/tar-layer.mjs'
import { v2Client } from '../scripts/demo/v2-client.mjs'
import { startRegistry } from '../scripts/registry-process.mjs'
import { startServer } from './harness/start-server'

const OCI_INDEX = 'application/vnd.oci.image.index.v1+json'
const OCI_IMAGE = 'application/vnd.oci.image.manifest.v1+json'
export const REGISTRY = 'reg.example.com'
export const MANY = 150

type Built = ReturnType<typeof buildImage>

const image = (name: string, architecture: string): Built =>
  buildImage({
    type: 'oci',
    platform: { os: 'linux', architecture },
    created: '2026-10-01T10:00:00Z',
    config: { Cmd: ['/app'] },
    steps: [{ command: `COPY ${name} /`, key: `${name} ${architecture}`, path: 'app', kB: 2 }],
  })

/** Something with a tag that no client can run. */
function chart(name: string): Built {
  const config = json({ name })
  const content = Buffer.from(`chart ${name}`)
  const part = (mediaType: string, blob: Buffer) => ({ mediaType, digest: sha256(blob), size: blob.length })
  const mediaType = OCI_IMAGE
  const body = json({
    schemaVersion: 2,
    mediaType,
    config: part('application/vnd.cncf.helm.config.v1+json', config),
    layers: [part('application/vnd.cncf.helm.chart.content.v1.tar+gzip', content)],
  })
  return { mediaType, body, digest: sha256(body), blobs: [config, content] }
}

/**
 * A server over a registry of its own, with what pipelines leave behind that build one architecture at a time.
 * Journeys of different kinds use different repositories.
 */
export async function startSuggestions() {
  const folder = await mkdtemp(join(tmpdir(), 'manifold-suggestions-'))
  const registry = await startRegistry({ dataDir: join(folder, 'registry') })
  const client = v2Client(registry.url)
  const push = async (repository: string, built: Built, ...tags: string[]) => {
    for (const blob of built.blobs) await client.pushBlob(repository, blob)
    for (const tag of tags.length > 0 ? tags : [built.digest])
      await client.putManifest(repository, tag, built)
  }
  const pair = async (repository: string, version: string, architectures = ['amd64', 'arm64']) => {
    for (const name of architectures) await push(repository, image(repository, name), `${version}-${name}`)
  }
  const index = async (repository: string, tag: string, architectures: string[]) => {
    const manifests = architectures.map((architecture) => {
      const { mediaType, digest, body } = image(repository, architecture)
      return { mediaType, digest, size: body.length, platform: { os: 'linux', architecture } }
    })
    const body = json({ schemaVersion: 2, mediaType: OCI_INDEX, manifests })
    await client.putManifest(repository, tag, { mediaType: OCI_INDEX, body })
  }

  await pair('team/app', '1.0', ['amd64', 'arm64', 's390x'])
  for (const name of ['amd64', 'arm64']) await push(`edge/agent-${name}`, image('edge/agent', name), '2.1')
  await pair('shop/web', '3.1')
  await push('shop/web', image('shop/web', 'arm64'), '3.1')
  await pair('tools/cli', '1.4', ['amd64', 'arm64', 's390x'])
  await index('tools/cli', '1.4', ['amd64', 's390x'])
  await push('plain/service', image('plain/service', 'amd64'), '1.0')
  for (const name of ['bulk', 'looks']) {
    for (const app of ['orders', 'billing', 'mailer']) await pair(`${name}/${app}`, '5.0')
    // The config of what is called arm64 says amd64: built without being told for what.
    await push(`${name}/mislabelled`, image(`${name}/m1`, 'amd64'), '5.0-amd64')
    await push(`${name}/mislabelled`, image(`${name}/m2`, 'amd64'), '5.0-arm64')
    await push(`${name}/charts`, chart('a'), '5.0-amd64')
    await push(`${name}/charts`, chart('b'), '5.0-arm64')
  }
  for (const architecture of ['amd64', 'arm64']) {
    const tags = Array.from({ length: MANY }, (_, number) => `7.${number}-${architecture}`)
    await push('zoo/releases', image('zoo/releases', architecture), ...tags)
  }

  const server = await startServer({
    REGISTRY_NAME: REGISTRY,
    REGISTRY_URL: registry.url,
    MANIFOLD_DATA: join(folder, 'data'),
  })
  // Makes the embedded store, so that no journey waits for that.
  await fetch(`${server.url}/api/ready`)
  return {
    server,
    /** Another hand's push, past the dashboard. */
    push: (repository: string, architecture: string, tag: string) =>
      push(repository, image(`${repository} by another`, architecture), tag),
    /** The platforms of an index, as the registry itself has it: none of an image, null where the tag is not there. */
    async platformsOf(repository: string, tag: string): Promise<string[] | null> {
      const response = await fetch(`${registry.url}/v2/${repository}/manifests/${tag}`, {
        headers: { accept: `${OCI_INDEX}, ${OCI_IMAGE}` },
      })
      if (response.status === 404) return null
      const { manifests = [] } = (await response.json()) as {
        manifests?: { platform: { os: string; architecture: string } }[]
      }
      return manifests.map(({ platform }) => `${platform.os}/${platform.architecture}`).sort()
    },
    async stop() {
      client.close()
      await server.stop()
      await registry.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
