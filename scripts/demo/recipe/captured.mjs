import { readFileSync } from 'node:fs'

const GOLDEN = new URL('../../../lib/testing/golden/', import.meta.url)

/** The images the recorded bytes of other tools were made over, exactly as they were: digests included. */
export function captured() {
  const lines = readFileSync(new URL('fixtures/DIGESTS.txt', GOLDEN), 'utf8').trim().split('\n')
  return lines.map((line) => {
    const digest = line.match(/sha256:[0-9a-f]{64}/)?.[0] ?? ''
    const [repository = '', tag = ''] = (line.split(' ')[0] ?? '').split(':')
    return {
      id: `captured ${repository}:${tag}`,
      repository,
      tags: tag === '' ? [] : [tag],
      raw: stored(digest),
    }
  })
}

/** @returns {import('../build-image.mjs').Built & { children: import('../build-image.mjs').Built[] }} */
function stored(digest) {
  const body = blob(digest)
  const manifest = JSON.parse(body.toString('utf8'))
  const contents = [manifest.config, ...(manifest.layers ?? [])].filter((part) => part !== undefined)
  const entries = manifest.manifests ?? []
  return {
    mediaType: manifest.mediaType,
    body,
    digest,
    blobs: contents.map((part) => blob(part.digest)),
    children: entries.map((entry) => ({ ...stored(entry.digest), platform: entry.platform })),
  }
}

const blob = (digest) => readFileSync(new URL(`blobs/${digest.replace('sha256:', '')}`, GOLDEN))

/** Two single-platform BuildKit results merged with their attestations, as `buildx imagetools create` does. */
export function mergedBuildkit() {
  const parts = [
    '2fd15da1da02e6fca47a539b5f72ab769de5729fc6f589ff69e01aac5bc6ea90',
    '7f92e6c73e3dad8a46a6b8ea0932a86023433ac52a8d729c2c3216ef9865648c',
  ]
  const entries = parts.flatMap((hex) => {
    const { manifests } = JSON.parse(blob(hex).toString('utf8'))
    return manifests.map(({ digest, platform, annotations }) => ({
      of: stored(digest),
      platform,
      annotations,
    }))
  })
  return [
    { repository: 'bk', tags: ['v1', 'latest'], index: { type: /** @type {const} */ ('oci'), entries } },
  ]
}
