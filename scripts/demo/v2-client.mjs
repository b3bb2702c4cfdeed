import http from 'node:http'
import https from 'node:https'
import { sha256 } from './tar-layer.mjs'

/**
 * The few calls of the v2 protocol that filling a registry takes, with Node's own HTTP: it runs before
 * anything is installed.
 * @param {string} registryUrl
 */
export function v2Client(registryUrl) {
  const client = registryUrl.startsWith('https:') ? https : http
  const agent = new client.Agent({ keepAlive: true, maxSockets: 16 })

  /** @returns {Promise<{ status: number, headers: http.IncomingHttpHeaders, text: string }>} */
  const call = (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'Content-Length': body.length }
      const options = { method, agent, headers: { 'User-Agent': 'manifold-demo', ...length, ...headers } }
      const request = client.request(new URL(path, registryUrl), options, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part) => {
          text += part
        })
        response.on('error', reject)
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        )
      })
      request.on('error', reject)
      request.end(body)
    })

  const must = async (wanted, method, path, body, headers) => {
    const answer = await call(method, path, body, headers)
    if (!wanted.includes(answer.status))
      throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text.slice(0, 300)}`)
    return answer
  }

  return {
    /** Uploads a blob unless the repository has it. */
    async pushBlob(repository, /** @type {Buffer} */ blob) {
      const digest = sha256(blob)
      const there = await call('HEAD', `/v2/${repository}/blobs/${digest}`)
      if (there.status === 200) return
      const { headers } = await must([202], 'POST', `/v2/${repository}/blobs/uploads/`)
      const target = new URL(headers.location ?? '', registryUrl)
      target.searchParams.set('digest', digest)
      const type = { 'Content-Type': 'application/octet-stream' }
      await must([201], 'PUT', `${target.pathname}${target.search}`, blob, type)
    },
    /** @param {{ mediaType: string, body: Buffer }} manifest */
    async putManifest(repository, reference, { mediaType, body }) {
      await must([201], 'PUT', `/v2/${repository}/manifests/${reference}`, body, {
        'Content-Type': mediaType,
      })
    },
    /** A registry that forbids deletion keeps it: then one oddity of the demo is missing, nothing more. */
    async deleteManifest(repository, digest) {
      await must([202, 404, 405], 'DELETE', `/v2/${repository}/manifests/${digest}`)
    },
    close: () => agent.destroy(),
  }
}
