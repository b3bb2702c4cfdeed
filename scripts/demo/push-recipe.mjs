import { buildImage, json } from './build-image.mjs'
import { sha256 } from './tar-layer.mjs'
import { v2Client } from './v2-client.mjs'

const INDEX_TYPES = {
  docker: 'application/vnd.docker.distribution.manifest.list.v2+json',
  oci: 'application/vnd.oci.image.index.v1+json',
}

/**
 * @typedef {import('./build-image.mjs').Built} Built
 * @typedef {import('./build-image.mjs').ImageRecipe} ImageRecipe
 * @typedef {import('./build-image.mjs').Platform} Platform
 *
 * @typedef {{ of: string | Built, platform?: Platform | null, annotations?: Record<string, string> }} Entry
 *   `of`: the id of an item before it. `platform`: what the index says; null = it says nothing.
 *
 * @typedef {object} Item something to push
 * @property {string} [id] by which later items name it
 * @property {string} repository
 * @property {string[]} tags none: only by digest
 * @property {ImageRecipe} [image]
 * @property {{ type: 'docker' | 'oci', entries: Entry[], annotations?: Record<string, string> }} [index]
 * @property {Built} [raw]
 * @property {boolean} [deleted] gone again in the end
 */

/**
 * Pushes items through the registry's own API: images first, then indexes in their order, then the deletions.
 * Running it again changes nothing.
 * @param {readonly Item[]} items
 * @param {string} registryUrl
 * @param {(done: number, total: number) => void} [onProgress]
 */
export async function pushRecipe(items, registryUrl, onProgress = () => {}) {
  const client = v2Client(registryUrl)
  const pusher = createPusher(client)
  let done = 0
  const step = async (item, built) => {
    if (item.id !== undefined) pusher.known.set(item.id, built)
    await pusher.push(item.repository, built, item.tags)
    done += 1
    onProgress(done, items.length)
    return built
  }
  try {
    const indexes = items.filter((item) => item.index !== undefined)
    const others = items.filter((item) => item.index === undefined)
    await inParallel(8, others, (item) => step(item, item.raw ?? buildImage(must(item.image))))
    const pushed = new Map()
    for (const item of indexes) pushed.set(item, await step(item, buildIndex(must(item.index), pusher.known)))
    for (const item of items.filter(({ deleted }) => deleted)) {
      const built = pushed.get(item) ?? must(pusher.known.get(item.id ?? ''))
      await client.deleteManifest(item.repository, built.digest)
    }
  } finally {
    client.close()
  }
}

/** Remembers what is where, so that nothing is asked or sent twice. */
function createPusher(client) {
  /** @type {Map<string, Built>} */
  const known = new Map()
  const sent = new Map()
  const once = (key, work) => {
    if (!sent.has(key)) sent.set(key, work())
    return sent.get(key)
  }
  const push = async (repository, /** @type {Built & { children?: Built[] }} */ built, tags) => {
    for (const child of built.children ?? []) await push(repository, child, [])
    const blobs = built.blobs.map((blob) => ({ blob, key: `${repository} ${sha256(blob)}` }))
    await Promise.all(blobs.map(({ blob, key }) => once(key, () => client.pushBlob(repository, blob))))
    for (const reference of tags.length > 0 ? tags : [built.digest])
      await once(`${repository} ${reference} ${built.digest}`, () =>
        client.putManifest(repository, reference, built),
      )
  }
  return { known, push }
}

/** @returns {Built & { children: Built[] }} */
function buildIndex({ type, entries, annotations }, known) {
  const children = entries.map(({ of }) => (typeof of === 'string' ? must(known.get(of), of) : of))
  const manifests = entries.map((entry, place) => {
    const child = children[place]
    const platform = entry.platform === undefined ? child.platform : entry.platform
    return {
      mediaType: child.mediaType,
      digest: child.digest,
      size: child.body.length,
      ...(platform && { platform }),
      ...(entry.annotations && { annotations: entry.annotations }),
    }
  })
  const mediaType = INDEX_TYPES[type]
  const body = json({ schemaVersion: 2, mediaType, manifests, ...(annotations && { annotations }) })
  return { mediaType, body, digest: sha256(body), blobs: [], children }
}

async function inParallel(limit, items, work) {
  const queue = items.values()
  const worker = async () => {
    for (const item of queue) await work(item)
  }
  await Promise.all(Array.from({ length: limit }, worker))
}

/**
 * @template T
 * @param {T | undefined} value
 * @returns {T}
 */
function must(value, name = 'a part') {
  if (value === undefined) throw new Error(`The demo recipe is not whole: ${name} is missing.`)
  return value
}
