import { createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'

// A registry of a large image and a small one, of one layer each: so many small files, then large ones until so many
// bytes have to be served.
// Runs apart, so that its memory is not counted. Says in one line of JSON where it listens.
const [entries = '1000000', megabytes = '2048'] = process.argv.slice(2)
const MIB = 1024 * 1024
const HEADERS_A_MEMBER = 2048
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json'

/** @param {string} path @param {number} size */
function header(path, size) {
  const block = Buffer.alloc(512)
  block.write(path, 0)
  block.write('0000644\0', 100)
  block.write('0000000\0', 108)
  block.write('0000000\0', 116)
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  block.write('00000000000\0', 136)
  block.write('        0', 148)
  block.write('ustar\x0000', 257)
  let sum = 0
  for (const byte of block) sum += byte
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

/** Members of one gzip stream. Large files are one and the same member again and again: it does not get smaller. */
function createLayer(count, bytes) {
  const members = []
  for (let at = 0; at < count; at += HEADERS_A_MEMBER) {
    const headers = []
    // Not in the order of their names: they have to be sorted.
    for (let n = at; n < Math.min(count, at + HEADERS_A_MEMBER); n++) {
      const name = (n * 7919) % count
      headers.push(header(`usr/share/folder-${name % 1000}/file-${name}.txt`, 0))
    }
    members.push(gzipSync(Buffer.concat(headers), { level: 1 }))
  }
  const file = gzipSync(Buffer.concat([header('usr/lib/large.bin', MIB), randomBytes(MIB)]), { level: 1 })
  const end = gzipSync(Buffer.alloc(1024))
  const small = members.reduce((sum, { length }) => sum + length, 0)
  const files = Math.max(1, Math.ceil((bytes - small) / file.length))
  function* parts() {
    yield* members
    for (let n = 0; n < files; n++) yield file
    yield end
  }
  const hash = createHash('sha256')
  for (const part of parts()) hash.update(part)
  return { parts, size: small + files * file.length + end.length, digest: `sha256:${hash.digest('hex')}` }
}

const digestOf = (bytes) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`
const pointTo = (bytes, mediaType) => ({ mediaType, digest: digestOf(bytes), size: bytes.length })

function createImage(layer) {
  const config = Buffer.from(
    JSON.stringify({
      os: 'linux',
      architecture: 'amd64',
      rootfs: { type: 'layers', diff_ids: [layer.digest] },
    }),
  )
  const { digest, size } = layer
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: pointTo(config, 'application/vnd.oci.image.config.v1+json'),
      layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest, size }],
    }),
  )
  return { layer, config, manifest }
}

const images = {
  large: createImage(createLayer(Number(entries), Number(megabytes) * MIB)),
  small: createImage(createLayer(10_000, MIB)),
}

createServer((request, response) => {
  const { url = '' } = request
  const { layer, config, manifest } = url.includes('/team/large/') ? images.large : images.small
  if (url.includes('/manifests/'))
    return response
      .writeHead(200, { 'content-type': MANIFEST, 'docker-content-digest': digestOf(manifest) })
      .end(manifest)
  if (url.endsWith(digestOf(config))) return response.writeHead(200).end(config)
  if (!url.endsWith(layer.digest)) return response.writeHead(200).end('{}')
  response.writeHead(200, { 'content-length': layer.size })
  const rest = layer.parts()
  const more = () => {
    for (let next = rest.next(); !next.done; next = rest.next())
      if (!response.write(next.value)) return response.once('drain', more)
    response.end()
  }
  more()
}).listen(0, '127.0.0.1', function () {
  process.stdout.write(`${JSON.stringify({ port: this.address().port, size: images.large.layer.size })}\n`)
})
