import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { fileInLayer, fileInPart } from './file-bytes'
import type { LayerEntry } from './layer-entry'
import { isLayerError } from './layer-error'
import { FOOTER_BYTES, readTable, tableOf, tableOffset } from './table-of-contents'
import { inPieces, makeLayer } from './testing/make-layer'

const sha256 = (bytes: Uint8Array, encoding: 'hex' | 'base64' = 'hex') =>
  createHash('sha256').update(bytes).digest(encoding)

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of bytes) parts.push(part)
  return Buffer.concat(parts).toString()
}

/** The same four files as other tools pack them: three chunks and more of one, the bytes of several in one member. */
const GOLDEN: { name: string; annotations: Record<string, string> }[] = [
  {
    name: 'estargz',
    annotations: {
      'containerd.io/snapshot/stargz/toc.digest':
        'sha256:7b8db8fed3aae9b40f519cac142827aaf61048a98176dc46335da7ea9bd31ee0',
    },
  },
  {
    name: 'estargz-shared',
    annotations: {
      'containerd.io/snapshot/stargz/toc.digest':
        'sha256:6e850622404c5935cc67dd190346ac025897ce59464cef492598d213e8aedc25',
    },
  },
  {
    name: 'zstd-chunked',
    annotations: {
      'io.github.containers.zstd-chunked.manifest-checksum':
        'sha256:7c7c1778d0d0babfbd88ed374d05031d5ddb981b1aef0732ba368baa57736782',
      'io.github.containers.zstd-chunked.manifest-position': '12797:433:1148:1',
    },
  },
]

async function golden({ name, annotations }: (typeof GOLDEN)[number]) {
  const blob = await readFile(`lib/layers/testing/golden/${name}.bin`)
  const table = tableOf(annotations)
  if (table === null) throw new Error('No table.')
  const [offset, to] =
    table.kind === 'estargz'
      ? [tableOffset(blob.subarray(-FOOTER_BYTES)) ?? 0, -FOOTER_BYTES]
      : [table.offset, table.offset + table.size]
  const entries = await readTable(
    table,
    { bytes: blob.subarray(offset, to), offset },
    (bytes) => `sha256:${sha256(bytes)}`,
  )
  if (entries === null) throw new Error('The table does not keep its promise.')
  return { blob, entries }
}

describe.each(GOLDEN)('$name as its own tool writes it', (layer) => {
  it('has every file where its table says, and there alone', async () => {
    const { blob, entries } = await golden(layer)
    const files = entries.filter(({ type, size }) => type === 'file' && size > 0)
    expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(['etc/hosts', 'usr/words', 'zz']))
    for (const file of files) {
      if (file.place === null) throw new Error(`Nobody knows where ${file.path} is.`)
      const { from, to } = file.place
      const text = await textOf(fileInPart(inPieces(blob.subarray(from, to), 1000), file.place, file))
      expect(sha256(Buffer.from(text), 'base64')).toBe(file.content)
      expect(text).toBe(await textOf(fileInLayer(inPieces(blob), file)))
    }
    const words = files.find(({ path }) => path === 'usr/words')
    const zz = files.find(({ path }) => path === 'zz')
    expect(words?.size).toBe(55_758)
    if (layer.name !== 'estargz-shared') expect(zz?.place?.from).toBeGreaterThanOrEqual(words?.place?.to ?? 0)
  })
})

const listed = (path: string, body: string, earlier = 0) => ({
  ...{ path, size: body.length, earlier },
  content: sha256(Buffer.from(body), 'base64') as LayerEntry['content'],
})

describe('a file in its layer', () => {
  const twice = makeLayer([
    { path: 'a', body: 'first' },
    { path: './a', type: 'SymbolicLink', linkpath: 'b' },
    { path: '.wh.a' },
    { path: 'b', body: 'other' },
    { path: 'x/../a', body: 'later' },
    { path: 'behind', body: 'b' },
  ])

  it('is the one that was listed where the layer has several of one path and size', async () => {
    expect(await textOf(fileInLayer(inPieces(twice), listed('a', 'first')))).toBe('first')
    expect(await textOf(fileInLayer(inPieces(twice), listed('a', 'later', 2)))).toBe('later')
  })

  it.each([
    ['holds other bytes', listed('a', 'lists')],
    ['has another size', listed('a', 'longer than it is')],
    ['is a link', listed('a', 'first', 1)],
    ['is not there', listed('never', 'n')],
  ])('that %s is never told whole', async (_, file) => {
    const failure = await textOf(fileInLayer(inPieces(twice), file)).catch((error: unknown) => error)
    expect(isLayerError(failure)).toBe(true)
  })
})
