import { contentOf, type MadeManifest, makeArtifact, makeImage, makeIndex } from '../lib/testing/make-image'
import { json, type ScriptedPeer, startPeer } from '../lib/testing/scripted-peer'

export const NAME = 'odd.example.com'
export const MANY = 200

const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json'
const linux = (architecture: string) => ({ os: 'linux', architecture })
const step = (created_by: string, empty_layer = false) => ({
  created: '2026-10-01T10:00:00Z',
  created_by,
  ...(empty_layer && { empty_layer }),
})

const ROOTFS = '/bin/sh -c #(nop) ADD file:0123abcd in / '
const base = (architecture: string) =>
  makeImage({
    platform: linux(architecture),
    layers: [`rootfs ${architecture}`],
    config: { history: [step(ROOTFS), step('/bin/sh -c #(nop)  CMD ["bash"]', true)] },
  })
const app = (architecture: string) =>
  makeImage({
    platform: linux(architecture),
    layers: [`rootfs ${architecture}`, 'the same files'],
    config: {
      config: {
        Cmd: ['/app'],
        StopSignal: 'SIGQUIT',
        Healthcheck: { Test: ['CMD-SHELL', 'wget -q localhost'], Interval: 30e9, Retries: 3 },
        Env: [`ARCH=${architecture}`],
      },
      history: [
        step(ROOTFS),
        step('/bin/sh -c #(nop)  CMD ["bash"]', true),
        step('ENV GREETING=hello world', true),
        step('RUN |1 VERSION=2 /bin/sh -c make && make install # buildkit'),
      ],
    },
  })

/** Windows, whose base the registry does not hold. */
function foreign(): MadeManifest {
  const made = makeImage({
    platform: { os: 'windows', architecture: 'amd64', 'os.version': '10.0.17763.1' },
    family: 'docker',
    layers: ['windows base', 'app'],
  })
  const body = JSON.parse(new TextDecoder().decode(made.bytes))
  body.layers[0].mediaType = 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip'
  body.layers[0].urls = ['https://publisher.example/layer']
  return { ...made, ...contentOf(JSON.stringify(body)), mediaType: DOCKER_MANIFEST }
}

/** Whatever people write is text, and must stay text. */
function markup(): { image: MadeManifest; annotations: Record<string, string> } {
  const evil = {
    'com.example.markup': '<img src=x onerror="alert(1)">',
    'com.example.bidi': 'safe\u202Etxt.exe',
  }
  const words = { 'org.opencontainers.image.title': 'Grüße, 世界 🚀' }
  const image = makeImage({
    platform: linux('amd64'),
    annotations: evil,
    config: {
      config: { Labels: { ...evil, ...words } },
      history: [step('RUN <b>x</b>'), step('COPY \u202E y')],
    },
  })
  return { image, annotations: { ...evil, ...words } }
}

function schema1(): MadeManifest {
  const body = {
    schemaVersion: 1,
    name: 'odd/old',
    tag: 'v1',
    architecture: 'amd64',
    fsLayers: [],
    history: [],
  }
  const content = contentOf(JSON.stringify(body))
  const mediaType = 'application/vnd.docker.distribution.manifest.v1+json'
  return { ...content, mediaType, blobs: [], descriptor: { mediaType, digest: content.digest, size: 1 } }
}

/** A peer that holds, by tag, what no real registry takes unasked and what people seldom have at hand. */
export async function startOddRegistry(): Promise<ScriptedPeer> {
  const peer = await startPeer()
  const tags = new Map<string, string[]>()
  const serve = (
    path: string,
    { bytes, digest }: { bytes: Uint8Array; digest: string },
    mediaType: string,
  ) => {
    for (const method of ['GET', 'HEAD'])
      peer.on(`${method} ${path}`, ({ headers }, response) => {
        const known = headers['if-none-match'] === `"${digest}"`
        response.writeHead(known ? 304 : 200, {
          'content-type': mediaType,
          'docker-content-digest': digest,
          etag: `"${digest}"`,
        })
        response.end(known || method === 'HEAD' ? undefined : bytes)
      })
  }
  const hold = (repository: string, made: MadeManifest, ...names: string[]) => {
    for (const name of [made.digest, ...names])
      serve(`/v2/${repository}/manifests/${name}`, made, made.mediaType)
    for (const blob of made.blobs)
      serve(`/v2/${repository}/blobs/${blob.digest}`, blob, 'application/octet-stream')
    tags.set(repository, [...(tags.get(repository) ?? []), ...names])
    return made
  }
  const index = (
    repository: string,
    images: MadeManifest[],
    annotations: Record<string, string>,
    ...names: string[]
  ) =>
    hold(
      repository,
      makeIndex(
        images.map((image) => hold(repository, image)),
        { annotations },
      ),
      ...names,
    )

  index('odd/base', ['amd64', 'arm64'].map(base), {}, '12')
  const told = { 'org.opencontainers.image.base.name': `${NAME}/odd/base:12` }
  index('odd/app', ['amd64', 'arm64'].map(app), told, '1.0', 'stable')
  index(
    'odd/many',
    Array.from({ length: MANY }, (_, place) => app(`cpu${place}`)),
    {},
    'all',
  )
  hold('odd/windows', foreign(), '1809')
  hold('odd/wasm', makeArtifact('application/vnd.wasm.config.v0+json', 'wasm'), '1')
  hold(
    'odd/sbom',
    makeArtifact('application/spdx+json', '{"spdxVersion":"SPDX-2.3"}', 'docs/bom.spdx.json'),
    '1',
  )
  hold('odd/old', schema1(), 'v1')
  const marked = markup()
  index('odd/markup', [marked.image], marked.annotations, '1')

  peer.on('GET /v2/', json({}))
  peer.on('GET /v2/_catalog', json({ repositories: [...tags.keys()].sort() }))
  for (const [repository, names] of tags)
    peer.on(`GET /v2/${repository}/tags/list`, json({ name: repository, tags: names }))
  return peer
}
