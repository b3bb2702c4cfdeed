import { cp, mkdir, readdir } from 'node:fs/promises'
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { v2Client } from '../scripts/demo/v2-client.mjs'
import { startRegistry } from '../scripts/registry-process.mjs'

const OCI_INDEX = 'application/vnd.oci.image.index.v1+json'
const EMPTY_INDEX = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: [] }))

export const REPOSITORIES = 5000
export const TAGS = 2500

/**
 * A real registry with very many repositories, one of them with very many tags. Its folders are laid out as
 * it would have laid them out itself: 7,500 pushes would only test our patience.
 */
export async function startLargeRegistry(dataDir: string) {
  const registry = await startRegistry({ dataDir })
  await v2Client(registry.url).putManifest('many/tags', '1.0.0', { mediaType: OCI_INDEX, body: EMPTY_INDEX })
  const repositories = join(dataDir, 'blobs/docker/registry/v2/repositories')
  const names = Array.from({ length: REPOSITORIES - 1 }, (_, index) => `team-${index % 40}/service-${index}`)
  await inBatches([...names, 'many/tags'], (name) =>
    mkdir(join(repositories, name, '_layers'), { recursive: true }),
  )
  const tags = join(repositories, 'many/tags/_manifests/tags')
  const versions = Array.from({ length: TAGS - 1 }, (_, index) => `1.0.${index + 1}`)
  await inBatches(versions, (version) => cp(join(tags, '1.0.0'), join(tags, version), { recursive: true }))
  if ((await readdir(tags)).length !== TAGS) throw new Error('The large registry is not what it should be.')
  return registry
}

/** A peer that answers every request as told. */
export async function startPeer(answer: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}

/** A registry as far as `GET /v2/` goes, which denies everything else. */
export const denying: RequestListener = (request, response) => {
  if (request.url === '/v2/') response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}')
  else answerError(response, 403, 'DENIED')
}

/** A registry that takes no password. */
export const locked: RequestListener = (_, response) => {
  response.setHeader('WWW-Authenticate', 'Basic realm="Registry"')
  answerError(response, 401, 'UNAUTHORIZED')
}

function answerError(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify({ errors: [{ code, message: 'not for you' }] }))
}

async function inBatches<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < items.length; start += 100)
    await Promise.all(items.slice(start, start + 100).map(work))
}
