import { expect } from '@playwright/test'
import type { MadeManifest } from '@/lib/testing/make-image'
import { buildImage, json } from '../../scripts/demo/build-image.mjs'
import { v2Client } from '../../scripts/demo/v2-client.mjs'
import { environment } from './environment'

const ACCEPT = [
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
].join(', ')

const manifestUrl = (repository: string, reference: string) =>
  `${environment.registryUrl}/v2/${repository}/manifests/${reference}`

/** What the registry serves under a tag, asked without Manifold; null where the tag is not there. */
export async function digestOf(repository: string, tag: string): Promise<string | null> {
  const response = await fetch(manifestUrl(repository, tag), { headers: { accept: ACCEPT } })
  return response.status === 404 ? null : response.headers.get('docker-content-digest')
}

/** Another tool moves a tag: it gets what `source`, a tag of the same repository, has. */
export async function moveTag(repository: string, tag: string, source: string): Promise<void> {
  const read = await fetch(manifestUrl(repository, source), { headers: { accept: ACCEPT } })
  const type = read.headers.get('content-type') ?? ''
  const body = Buffer.from(await read.arrayBuffer())
  const put = await fetch(manifestUrl(repository, tag), {
    method: 'PUT',
    headers: { 'content-type': type },
    body,
  })
  expect(put.status).toBe(201)
}

/** Another tool deletes a manifest, and with it every tag of it. */
export async function deleteManifest(repository: string, digest: string): Promise<void> {
  const response = await fetch(manifestUrl(repository, digest), { method: 'DELETE' })
  expect(response.status).toBe(202)
}

/** Another tool deletes a layer; the manifests that name it stay. */
export async function deleteBlob(repository: string, digest: string): Promise<void> {
  const response = await fetch(`${environment.registryUrl}/v2/${repository}/blobs/${digest}`, {
    method: 'DELETE',
  })
  expect(response.status).toBe(202)
}

/** Another tool pushes an image made for a test. */
export async function pushImage(repository: string, tag: string, image: MadeManifest): Promise<void> {
  const client = v2Client(environment.registryUrl)
  for (const { bytes } of image.blobs) await client.pushBlob(repository, Buffer.from(bytes))
  await client.putManifest(repository, tag, { mediaType: image.mediaType, body: Buffer.from(image.bytes) })
}

const OCI_INDEX = 'application/vnd.oci.image.index.v1+json'

/** What a pushed image holds; one small layer of its own without it. */
type Pushed = Pick<Parameters<typeof buildImage>[0], 'config' | 'steps'>

/** Another tool pushes images, and an index of them under a tag. */
export async function pushIndex(repository: string, tag: string, ...architectures: string[]) {
  const made = (architecture: string): Pushed => ({
    config: { Cmd: ['/app'] },
    steps: [{ command: 'COPY app /', key: `${repository} ${tag} ${architecture}`, path: 'app', kB: 2 }],
  })
  await pushIndexOf(repository, tag, architectures, made)
}

/** The same, with what each image holds. */
export async function pushIndexOf(
  repository: string,
  tag: string,
  architectures: readonly string[],
  made: (architecture: string) => Pushed,
) {
  const client = v2Client(environment.registryUrl)
  const images = architectures.map((architecture) =>
    buildImage({
      type: 'oci',
      platform: { os: 'linux', architecture },
      created: '2026-10-01T10:00:00Z',
      ...made(architecture),
    }),
  )
  for (const image of images) {
    for (const blob of image.blobs) await client.pushBlob(repository, blob)
    await client.putManifest(repository, image.digest, image)
  }
  const manifests = images.map(({ mediaType, digest, body }, place) => {
    const platform = { os: 'linux', architecture: architectures[place] }
    return { mediaType, digest, size: body.length, platform }
  })
  const body = json({ schemaVersion: 2, mediaType: OCI_INDEX, manifests })
  await client.putManifest(repository, tag, { mediaType: OCI_INDEX, body })
}
