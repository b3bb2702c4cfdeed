import { bytesOf, sha256, tarLayer } from './tar-layer.mjs'

const TYPES = {
  docker: {
    manifest: 'application/vnd.docker.distribution.manifest.v2+json',
    config: 'application/vnd.docker.container.image.v1+json',
    layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  },
  oci: {
    manifest: 'application/vnd.oci.image.manifest.v1+json',
    config: 'application/vnd.oci.image.config.v1+json',
    layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  },
}

/**
 * @typedef {object} Step one line of a build: with `kB` it made a layer, without it only changed the config
 * @property {string} command
 * @property {string} [key] what the layer's content depends on; equal keys are one layer everywhere
 * @property {string} [path]
 * @property {number} [kB]
 *
 * @typedef {{ os: string, architecture: string, variant?: string, 'os.version'?: string }} Platform
 *
 * @typedef {object} ImageRecipe
 * @property {'docker' | 'oci'} type
 * @property {Platform} platform
 * @property {string} created
 * @property {Step[]} steps
 * @property {object} config what the config's `config` holds: Env, Cmd, Labels ...
 *
 * @typedef {{ mediaType: string, body: Buffer, digest: string, blobs: Buffer[], platform?: Platform }} Built
 */

/**
 * @param {ImageRecipe} recipe
 * @returns {Built}
 */
export function buildImage({ type, platform, created, steps, config }) {
  const types = TYPES[type]
  const layers = steps.filter((step) => step.kB !== undefined).map(buildLayer)
  const configBlob = json({
    ...platform,
    created: new Date(created).toISOString(),
    config,
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => layer.diffId) },
    history: history(steps, new Date(created)),
  })
  const body = json({
    schemaVersion: 2,
    mediaType: types.manifest,
    config: descriptor(types.config, configBlob),
    layers: layers.map(({ blob }) => descriptor(types.layer, blob)),
  })
  const blobs = [configBlob, ...layers.map((layer) => layer.blob)]
  return { mediaType: types.manifest, body, digest: sha256(body), blobs, platform }
}

/** @type {Map<string, ReturnType<typeof tarLayer>>} */
const layersByKey = new Map()

/** @param {Step} step */
function buildLayer({ key = '', path = 'data', kB = 1 }) {
  const known = layersByKey.get(key)
  if (known !== undefined) return known
  // The date is part of the bytes: a layer that is shared needs one of its own.
  const modified = new Date('2026-01-01T00:00:00Z')
  const note = Buffer.from(`${key}\n`)
  const content = bytesOf(key, Math.round(kB * 1024))
  const layer = tarLayer(
    [
      { path, content },
      { path: `${path}.origin`, content: note },
    ],
    modified,
  )
  layersByKey.set(key, layer)
  return layer
}

/** Steps are a minute apart and end when the image was created. */
function history(steps, created) {
  return steps.map(({ command, kB }, place) => ({
    created: new Date(created.getTime() - (steps.length - 1 - place) * 60_000).toISOString(),
    created_by: command,
    ...(kB === undefined && { empty_layer: true }),
  }))
}

/**
 * @param {string} mediaType
 * @param {Buffer} blob
 */
export const descriptor = (mediaType, blob) => ({ mediaType, digest: sha256(blob), size: blob.length })

/** @param {unknown} value */
export const json = (value) => Buffer.from(JSON.stringify(value, null, 2))
