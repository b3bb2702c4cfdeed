import { makeFileImage } from '@/lib/layers/testing/make-file-image'
import { makeLayer, makeTar } from '@/lib/layers/testing/make-layer'
import { contentOf } from '@/lib/testing/make-image'
import { startPeer } from '@/lib/testing/scripted-peer'

export const NAME = 'slow.example.com'
const LARGE = 66_000_000
export const FIRST_BYTES = 40_000_000
const PLAIN_TAR = 'application/vnd.oci.image.layer.v1.tar'

/** A registry whose images have a small layer and a large one, which stops in its middle until it is let go. */
export async function startSlowRegistry() {
  const peer = await startPeer()
  peer.on('GET /v2/', { body: '{}' })
  let images = 0
  return {
    ...peer,
    /** An image that nobody has read yet. */
    offer() {
      const repository = `slow/image-${++images}`
      const small = makeLayer([{ path: 'small', body: `of ${repository}` }])
      const large = makeTar([
        { path: 'large', body: Buffer.alloc(LARGE) },
        { path: 'name', body: repository },
      ])
      const image = makeFileImage([small, { bytes: large, mediaType: PLAIN_TAR }])
      const blobPath = (digest: string) => `/v2/${repository}/blobs/${digest}`
      for (const method of ['GET', 'HEAD'])
        for (const name of ['v1', image.digest])
          peer.on(`${method} /v2/${repository}/manifests/${name}`, {
            headers: { 'content-type': image.mediaType, 'docker-content-digest': image.digest },
            body: image.bytes,
          })
      for (const { digest, bytes } of image.blobs) peer.on(`GET ${blobPath(digest)}`, { body: bytes })
      let letGo = () => {}
      const gone = new Promise<void>((resolve) => {
        letGo = resolve
      })
      const slow = `GET ${blobPath(contentOf(large).digest)}`
      peer.on(slow, async (_, response) => {
        response.writeHead(200, { 'content-length': large.byteLength })
        response.write(large.subarray(0, FIRST_BYTES))
        await gone
        response.end(large.subarray(FIRST_BYTES))
      })
      return {
        reference: `${NAME}/${repository}:v1`,
        letGo,
        timesRead: () => peer.asked(slow).length,
      }
    },
  }
}
