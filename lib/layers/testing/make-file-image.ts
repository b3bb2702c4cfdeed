import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { OCI_CONFIG, OCI_MANIFEST } from '@/lib/oci/media-type'
import type { Platform } from '@/lib/oci/platform'
import { contentOf, type MadeManifest, manifestOf, pointTo } from '@/lib/testing/make-image'

export interface MadeLayer {
  bytes: Uint8Array
  mediaType?: string
  annotations?: Record<string, string>
}

const GZIP_LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip'

/** An image whose layers are archives, lowest first: other tools can unpack it. */
export function makeFileImage(
  layers: readonly (Uint8Array | MadeLayer)[],
  platform: Platform = { os: 'linux', architecture: 'amd64' },
): MadeManifest {
  const made = layers.map((layer): MadeLayer => ('bytes' in layer ? layer : { bytes: layer }))
  const contents = made.map(({ bytes }) => contentOf(bytes))
  const config = contentOf(
    JSON.stringify({
      ...platform,
      created: '2026-01-01T00:00:00Z',
      config: { Cmd: ['/bin/sh'] },
      rootfs: { type: 'layers', diff_ids: made.map(({ bytes }) => diffId(bytes)) },
      history: made.map((_, place) => ({
        created: '2026-01-01T00:00:00Z',
        created_by: `COPY layer-${place + 1} /`,
      })),
    }),
  )
  const manifest = manifestOf(OCI_MANIFEST, {
    config: pointTo(config, OCI_CONFIG),
    layers: contents.map((content, place) => ({
      ...pointTo(content, made[place]?.mediaType ?? GZIP_LAYER),
      ...(made[place]?.annotations && { annotations: made[place].annotations }),
    })),
  })
  return { ...manifest, blobs: [config, ...contents], descriptor: { ...manifest.descriptor, platform } }
}

/** Of the archive inside; of what is none, of the bytes themselves. */
function diffId(bytes: Uint8Array): string {
  let tar: Uint8Array = bytes
  try {
    tar = gunzipSync(bytes)
  } catch {
    // Damaged on purpose, or not compressed.
  }
  return `sha256:${createHash('sha256').update(tar).digest('hex')}`
}
