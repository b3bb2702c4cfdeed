import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { lstat, mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FileEntry } from '@/lib/contract/files'
import { type MadeLayer, makeFileImage } from '@/lib/layers/testing/make-file-image'
import { type MadeEntry, makeLayer, makeTar } from '@/lib/layers/testing/make-layer'
import { makeChunked, makeEstargz, tableOfEntries } from '@/lib/layers/testing/make-table'
import { digestOf, makeArtifact, makeIndex } from '@/lib/testing/make-image'
import { dropLink, repositoryFiles } from '@/lib/testing/registry-layout'
import { findTool } from '@/scripts/tools.mjs'
import { readFile } from './read-file'
import { type FilesBed, startFilesBed } from './testing/files-bed'
import { never } from './testing/reading-context'

const run = promisify(execFile)
let bed: FilesBed
beforeAll(async () => {
  bed = await startFilesBed()
})
afterAll(() => bed?.stop())
beforeEach(() => {
  bed.peer.asked.length = 0
})

const BASE: MadeEntry[] = [
  { path: 'bin/', type: 'Directory', mode: 0o755 },
  { path: 'bin/sh', body: '#!', mode: 0o755 },
  { path: 'bin/ash', type: 'SymbolicLink', linkpath: 'sh' },
  { path: 'bin/same', type: 'Link', linkpath: 'bin/sh' },
  { path: 'etc/', type: 'Directory', mode: 0o755 },
  { path: 'etc/motd', body: 'hello' },
  { path: 'etc/passwd', body: 'root:x:0:0' },
  { path: 'var/cache/', type: 'Directory', mode: 0o755 },
  { path: 'var/cache/apt/list', body: 'x'.repeat(5000) },
  { path: 'usr/share/doc/a name with spaces', body: 'doc' },
  { path: 'usr/share/doc/\u00fcn\u00efc\u00f6d\u00e9/\u6587\u5b57', body: 'text' },
  { path: `usr/${'long/'.repeat(40)}file`, body: 'deep' },
]
const CHANGE: MadeEntry[] = [
  { path: 'etc/.wh.motd' },
  { path: 'etc/passwd', body: 'root:x:0:0:root' },
  { path: 'var/cache/', type: 'Directory', mode: 0o700 },
  { path: 'var/cache/.wh..wh..opq' },
  { path: 'var/cache/fresh', body: 'f' },
  { path: 'app/run', body: 'run', mode: 0o4755, uid: 1000, gid: 1000 },
]
const TOP: MadeEntry[] = [
  { path: 'app/.wh.run' },
  { path: 'app/start', body: 'start' },
  { path: 'usr/share/', type: 'Directory', mode: 0o755 },
  { path: 'usr/share/.wh.doc' },
]

type Opened = { ref: string; path: string; platform?: string; layer?: string; bytes?: number }

async function bytesOf(query: Opened): Promise<Buffer> {
  const file = await readFile(bed.context, { download: false, ...query }, never)
  const parts: Uint8Array[] = []
  for await (const part of file.bytes) parts.push(part)
  const bytes = Buffer.concat(parts)
  expect(bytes.byteLength).toBe(file.size)
  return bytes
}
const textOf = async (query: Opened) => (await bytesOf(query)).toString()

const summaryOf = ({ path, type, size, linkTo }: Pick<FileEntry, 'path' | 'type' | 'size' | 'linkTo'>) =>
  `${path} ${type} ${type === 'folder' ? '' : size} ${linkTo ?? ''}`.trim()

describe('the files of an image', () => {
  it('are those umoci unpacks from what skopeo brings, whiteouts applied', async () => {
    const ref = await bed.put('team/app:1', makeFileImage([BASE, CHANGE, TOP].map(makeLayer)))
    const { items, state, nextCursor } = await bed.files({ ref, view: 'search', limit: 1000 })
    expect({ state, nextCursor }).toEqual({ state: 'ready', nextCursor: null })
    const unpacked = await unpack(bed.registry.host, 'team/app:1')
    // A hard link is a file of its own to who looks at the disk.
    const listed = items.map((entry) =>
      summaryOf(entry.type === 'hardlink' ? { ...entry, type: 'file', size: 2, linkTo: null } : entry),
    )
    expect(listed.sort()).toEqual(unpacked.map(summaryOf).sort())
    expect(unpacked.length).toBeGreaterThan(20)
  })

  it('of one layer are those `tar t` lists, markers told as such', async () => {
    const layer = makeLayer(CHANGE)
    const image = makeFileImage([makeLayer(BASE), layer])
    const ref = await bed.put('team/app:one-layer', image)
    const digest = image.blobs[2]?.digest ?? ''
    const { items } = await bed.files({ ref, layer: digest, view: 'search', limit: 1000 })
    const file = join(await mkdtemp(join(tmpdir(), 'manifold-tar-')), 'layer.tgz')
    await writeFile(file, layer)
    const { stdout } = await run('tar', ['tzf', file])
    const named = stdout
      .trim()
      .split('\n')
      .map((line) => line.replace(/\/$/, ''))
    const asWritten = items.flatMap(({ path, type, mode }) => {
      if (type === 'whiteout') return path.replace(/([^/]+)$/, '.wh.$1')
      if (type === 'opaque') return `${path}/.wh..wh..opq`
      return type === 'folder' && mode === null ? [] : path
    })
    expect(asWritten.sort()).toEqual(named.sort())
    expect(items.every((entry) => entry.layer === 1)).toBe(true)
  })

  it('are walked folder by folder, folders first, in pages', async () => {
    const ref = await bed.put('team/app:walk', makeFileImage([BASE, CHANGE].map(makeLayer)))
    const root = await bed.files({ ref })
    expect(root.items.map(({ path }) => path)).toEqual(['app', 'bin', 'etc', 'usr', 'var'])
    expect(root).toMatchObject({ total: 5, folder: { path: '', type: 'folder' } })
    expect(root.summary).toMatchObject({ files: 7, wasted: 5 + 10 + 5000 })
    const first = await bed.files({ ref, path: 'bin', limit: 2 })
    const second = await bed.files({ ref, path: '/bin/', limit: 2, cursor: first.nextCursor ?? undefined })
    expect([...first.items, ...second.items].map(summaryOf)).toEqual([
      'bin/ash symlink 0 sh',
      'bin/same hardlink 0 bin/sh',
      'bin/sh file 2',
    ])
    expect(second.nextCursor).toBeNull()
    const [run] = (await bed.files({ ref, path: 'app' })).items
    expect(run).toMatchObject({ mode: 0o4755, uid: 1000, gid: 1000, layer: 1, size: 3 })
  })

  it('are found by a part of their path and by a pattern, ranked by size, and lost ones are told', async () => {
    const ref = await bed.put('team/app:found', makeFileImage([BASE, CHANGE].map(makeLayer)))
    const paths = async (query: object) => (await bed.files({ ref, ...query })).items.map(({ path }) => path)
    expect(await paths({ view: 'search', q: 'PASS' })).toEqual(['etc/passwd'])
    expect(await paths({ view: 'search', q: 'bin/*sh' })).toEqual(['bin/ash', 'bin/sh'])
    expect(await paths({ view: 'search', q: 'sh', path: 'usr' })).toContain('usr/share')
    expect((await paths({ view: 'biggest' }))[0]).toBe('etc/passwd')
    expect((await paths({ view: 'folders' }))[0]).toBe('etc')
    const { items } = await bed.files({ ref, view: 'wasted' })
    expect(items.map(({ path, size, lost }) => [path, size, lost])).toEqual([
      ['var/cache/apt/list', 5000, { how: 'deleted', layer: 1 }],
      ['etc/passwd', 10, { how: 'replaced', layer: 1 }],
      ['etc/motd', 5, { how: 'deleted', layer: 1 }],
    ])
  })

  it('cost one request a layer, once: the next look, and a shared layer, ask for none', async () => {
    const blobs = () => bed.peer.asked.filter(({ path }) => path.includes('/blobs/')).length
    const shared = makeLayer([{ path: 'shared', body: 'of both' }])
    const one = await bed.put('team/app:a', makeFileImage([shared, makeLayer([{ path: 'a', body: 'a' }])]))
    const other = await bed.put('team/app:b', makeFileImage([shared, makeLayer([{ path: 'b', body: 'b' }])]))
    await bed.files({ ref: one })
    expect(blobs()).toBe(1 + 2)
    await bed.files({ ref: one, view: 'biggest' })
    await bed.files({ ref: one, path: '' })
    expect(blobs()).toBe(1 + 2)
    await bed.files({ ref: other })
    expect(blobs()).toBe(1 + 2 + 1 + 1)
  })

  it('need a platform where an index holds several, and are refused for a path that is not there', async () => {
    const [amd64, arm64] = (['amd64', 'arm64'] as const).map((architecture) =>
      makeFileImage([makeLayer([{ path: architecture, body: architecture }])], { os: 'linux', architecture }),
    )
    if (!amd64 || !arm64) throw new Error('unreachable')
    const ref = await bed.put('team/app:index', makeIndex([amd64, arm64]), amd64, arm64)
    await expect(bed.files({ ref })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
      hint: expect.stringContaining('linux/arm64'),
    })
    const { items, platform, digest } = await bed.files({ ref, platform: 'linux/arm64' })
    expect(items.map(({ path }) => path)).toEqual(['arm64'])
    expect({ platform, digest }).toEqual({ platform: 'linux/arm64', digest: arm64.digest })
    const at = { ref, platform: 'linux/arm64' }
    await expect(bed.files({ ...at, path: 'no/such' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(bed.files({ ...at, path: 'arm64', view: 'biggest' })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    })
    const layer = `sha256:${'0'.repeat(64)}`
    await expect(bed.files({ ...at, layer })).rejects.toMatchObject({ code: 'BLOB_UNKNOWN' })
  })

  it('are found through links, and what is no folder is listed alone', async () => {
    const links: MadeEntry[] = [
      { path: 'lib', type: 'SymbolicLink', linkpath: 'usr/lib' },
      { path: 'usr/lib/a.so', body: 'code' },
      { path: 'usr/here', type: 'SymbolicLink', linkpath: '../lib' },
      { path: 'gone', type: 'SymbolicLink', linkpath: 'no/where' },
    ]
    const ref = await bed.put('team/app:links', makeFileImage([makeLayer(links)]))
    const at = async (path: string) => {
      const { folder, items } = await bed.files({ ref, path })
      return { folder: folder?.path, paths: items.map((entry) => entry.path) }
    }
    expect(await at('lib')).toEqual({ folder: 'usr/lib', paths: ['usr/lib/a.so'] })
    expect(await at('usr/here')).toEqual({ folder: 'usr/lib', paths: ['usr/lib/a.so'] })
    expect(await at('usr/here/a.so')).toEqual({ folder: undefined, paths: ['usr/lib/a.so'] })
    expect(await at('gone')).toEqual({ folder: undefined, paths: ['gone'] })
  })

  it('are not read for a peek, which tells what would have to be', async () => {
    const layer = makeLayer([{ path: 'peeked', body: 'at' }])
    const ref = await bed.put('team/app:peek', makeFileImage([layer]))
    const before = await bed.files({ ref, peek: true })
    expect(before.state).toBe('reading')
    expect(before.layers).toMatchObject([{ state: 'waiting', done: 0, size: layer.byteLength }])
    expect(bed.peer.asked.filter(({ path }) => path.includes('/blobs/')).length).toBeLessThanOrEqual(1)
    await bed.files({ ref })
    expect(await bed.files({ ref, peek: true })).toMatchObject({
      state: 'ready',
      items: [{ path: 'peeked' }],
    })
  })
})

describe('a layer that cannot be listed', () => {
  it('leaves the files of the others, and says why', async () => {
    const good = makeLayer([{ path: 'good', body: 'g' }])
    const image = makeFileImage([
      good,
      Buffer.from('this is no archive'),
      {
        bytes: Buffer.from('foreign'),
        mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
      },
      { bytes: Buffer.from('\0asm'), mediaType: 'application/wasm' },
      makeLayer([{ path: 'gone', body: 'x' }]),
      gzipSync(
        makeTar([
          { path: 'whole', body: 'w' },
          { path: 'cut', body: 'c'.repeat(3000) },
        ]).subarray(0, 2000),
      ),
    ])
    const ref = await bed.put('team/broken:1', image)
    dropLink(
      repositoryFiles(bed.registry.dataDir, 'team/broken').blobLink(image.blobs[5]?.digest ?? 'sha256:'),
    )
    const { items, layers, state } = await bed.files({ ref })
    expect(state).toBe('ready')
    expect(items.map(({ path }) => path)).toEqual(['good', 'whole'])
    expect(layers.map(({ state: read, problem }) => `${read} ${problem?.code ?? ''}`)).toEqual([
      'ready ',
      'ready LAYER_CORRUPT',
      'failed LAYER_UNSUPPORTED',
      'failed LAYER_UNSUPPORTED',
      'failed LAYER_MISSING',
      'ready LAYER_CORRUPT',
    ])
  })

  it('is no list at all where the bytes are not those of its digest', async () => {
    const image = makeFileImage([makeLayer([{ path: 'true', body: 't' }])])
    const [, layer] = image.blobs
    if (layer) layer.bytes = makeLayer([{ path: 'false' }])
    const ref = await bed.put('team/lies:1', image)
    const { items, layers } = await bed.files({ ref })
    expect(items).toEqual([])
    expect(layers[0]?.problem?.code).toBe('LAYER_UNREADABLE')
  })

  it('is told of an artifact too', async () => {
    const ref = await bed.put('team/text:1', makeArtifact('application/vnd.example', 'text'))
    const { layers } = await bed.files({ ref })
    expect(layers).toMatchObject([{ problem: { code: 'LAYER_UNSUPPORTED' } }])
  })
})

describe('a layer with a table of contents', () => {
  const blobsAsked = () => bed.peer.asked.filter(({ path }) => path.includes('/blobs/'))
  const ENTRIES: MadeEntry[] = [
    { path: 'etc/', type: 'Directory', mode: 0o755 },
    { path: 'etc/hosts', body: 'localhost' },
    { path: 'etc/alias', type: 'SymbolicLink', linkpath: 'hosts' },
    { path: 'data', body: 'd'.repeat(200_000) },
    { path: 'etc/.wh.gone' },
  ]
  const below = makeLayer([
    { path: 'etc/gone', body: 'below' },
    { path: 'etc/kept', body: 'k' },
  ])

  it.each([
    ['estargz', makeEstargz(ENTRIES), 2],
    ['zstd:chunked', makeChunked(ENTRIES), 1],
  ])('of %s is listed from that table, as if it had been read', async (toc, layer, requests) => {
    const name = toc.replace(':', '-')
    const ref = await bed.put(`team/${name}:1`, makeFileImage([below, layer]))
    const before = await bed.files({ ref, peek: true })
    expect(before.layers[1]).toMatchObject({ state: 'waiting', toc, done: 0 })
    const { items, layers } = await bed.files({ ref, view: 'search', limit: 100 })
    expect(layers[1]).toMatchObject({ state: 'ready', toc, problem: null })
    expect(blobsAsked().filter(({ path }) => path.endsWith(digestOf(layer.bytes)))).toHaveLength(requests)
    const plain = await bed.put(`team/${name}:plain`, makeFileImage([below, { ...layer, annotations: {} }]))
    const read = await bed.files({ ref: plain, view: 'search', limit: 100 })
    expect(read.layers[1]).toMatchObject({ toc: null, problem: null })
    expect(read.items.filter(({ path }) => path !== 'stargz.index.json')).toEqual(items)
    expect(await textOf({ ref, path: 'etc/alias' })).toBe('localhost')
  })

  const behind = randomBytes(600_000)
  const LONG: MadeEntry[] = [
    { path: 'before', body: randomBytes(600_000) },
    { path: 'etc/hosts', body: 'localhost' },
    { path: 'behind', body: behind },
  ]
  const hostsOf = (ref: string) => textOf({ ref, path: 'etc/hosts' })
  const partsAsked = (layer: MadeLayer) =>
    blobsAsked().filter(({ path }) => path.endsWith(digestOf(layer.bytes)))
  /** An image whose files were listed, so that the next request is for a file. */
  async function listed(name: string, layer: MadeLayer): Promise<string> {
    const ref = await bed.put(name, makeFileImage([layer]))
    expect((await bed.files({ ref })).layers[0]?.toc).not.toBeNull()
    bed.peer.asked.length = 0
    return ref
  }

  it.each([
    ['estargz', makeEstargz(LONG)],
    ['zstd:chunked', makeChunked(LONG)],
  ])('of %s opens a file by one request for the part it lies in', async (toc, layer) => {
    const ref = await listed(`team/parts:${toc.replace(':', '-')}`, layer)
    expect(await hostsOf(ref)).toBe('localhost')
    const [asked, ...others] = partsAsked(layer)
    expect(others).toEqual([])
    expect(asked?.range).toMatch(/^bytes=6\d{5}-6\d{5}$/)
    expect(asked?.received).toBeLessThan(2000)
    expect((await bytesOf({ ref, path: 'behind' })).equals(behind)).toBe(true)
    expect(partsAsked(layer)[1]?.received).toBeLessThan(603_000)
    expect((await bytesOf({ ref, path: 'behind', bytes: 1000 })).equals(behind.subarray(0, 1000))).toBe(true)
  })

  it('opens a file of a registry that sends the whole layer instead of a part', async () => {
    const layer = makeEstargz(LONG)
    const ref = await listed('team/parts:whole', layer)
    bed.peer.meddle = (_, __, incoming) => {
      delete incoming.headers.range
      return null
    }
    try {
      expect(await hostsOf(ref)).toBe('localhost')
    } finally {
      bed.peer.meddle = () => null
    }
    expect(partsAsked(layer)).toHaveLength(1)
  })

  it.each([
    ['are somewhere else', 5],
    ['are those of another file', 0],
  ])('is read up to a file whose bytes %s', async (_, shift) => {
    const layer = makeEstargz(LONG, ([first]) =>
      tableOfEntries(
        LONG,
        LONG.map(() => (first ?? 0) + shift),
      ),
    )
    const ref = await listed(`team/parts:wrong-${shift}`, layer)
    expect(await hostsOf(ref)).toBe('localhost')
    expect(partsAsked(layer).map(({ range }) => range)).toEqual([expect.any(String), undefined])
  })

  it('that is not what the manifest promised is not believed: the layer is read', async () => {
    const lying = makeEstargz(ENTRIES, () => ({
      version: 1,
      entries: [{ name: 'lie', type: 'reg', size: 1 }],
    }))
    const { annotations } = makeEstargz(ENTRIES)
    const ref = await bed.put(
      'team/lying:1',
      makeFileImage([{ ...lying, ...(annotations && { annotations }) }]),
    )
    const { items, layers } = await bed.files({ ref })
    expect(layers[0]).toMatchObject({ state: 'ready', toc: null })
    expect(items.map(({ path }) => path)).toContain('data')
    expect(items.map(({ path }) => path)).not.toContain('lie')
  })
})

describe('one file', () => {
  it('is what the topmost layer has, through links, cut where so many bytes are wanted', async () => {
    const big = 'y'.repeat(300_000)
    const links: MadeEntry[] = [
      { path: 'lib', type: 'SymbolicLink', linkpath: 'usr/lib' },
      { path: 'usr/lib/x.so', body: big },
      { path: 'to-motd', type: 'SymbolicLink', linkpath: '/etc/passwd' },
      { path: 'out', type: 'SymbolicLink', linkpath: '../../../etc/passwd' },
      { path: 'loop', type: 'SymbolicLink', linkpath: 'pool' },
      { path: 'pool', type: 'SymbolicLink', linkpath: 'loop' },
    ]
    const ref = await bed.put('team/app:open', makeFileImage([BASE, CHANGE, links].map(makeLayer)))
    expect(await textOf({ ref, path: 'etc/passwd' })).toBe('root:x:0:0:root')
    expect(await textOf({ ref, path: '/to-motd' })).toBe('root:x:0:0:root')
    expect(await textOf({ ref, path: 'out' })).toBe('root:x:0:0:root')
    expect(await textOf({ ref, path: 'bin/ash' })).toBe('#!')
    expect(await textOf({ ref, path: 'bin/same' })).toBe('#!')
    expect(await textOf({ ref, path: 'lib/x.so' })).toBe(big)
    expect(await textOf({ ref, path: 'lib/x.so', bytes: 70_000 })).toBe(big.slice(0, 70_000))
    await expect(textOf({ ref, path: 'loop' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(textOf({ ref, path: 'etc/motd' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(textOf({ ref, path: 'etc' })).rejects.toMatchObject({ code: 'REQUEST_INVALID' })
  })

  it('is the one the list shows where a layer has a path twice', async () => {
    const twice = makeTar([
      { path: 'a', body: 'first' },
      { path: 'empty', body: '' },
      { path: 'a', body: 'later' },
    ])
    const ref = await bed.put('team/app:twice', makeFileImage([twice, makeLayer([{ path: 'b', body: 'b' }])]))
    expect(await textOf({ ref, path: 'a' })).toBe('later')
    expect(await textOf({ ref, path: 'empty' })).toBe('')
  })
})

describe('an index with two entries of one platform', () => {
  it('has the files of either, by its key', async () => {
    const [one, other] = ['one', 'other'].map((name) =>
      makeFileImage([makeLayer([{ path: name, body: name }])]),
    )
    if (!one || !other) throw new Error('unreachable')
    const ref = await bed.put('team/twins:1', makeIndex([one, other]), one, other)
    const paths = async (platform: string) =>
      (await bed.files({ ref, platform })).items.map(({ path }) => path)
    expect(await paths('linux/amd64')).toEqual(['one'])
    expect(await paths('#1')).toEqual(['other'])
    await expect(bed.files({ ref })).rejects.toMatchObject({
      hint: expect.stringContaining('linux/amd64, #1'),
    })
    await expect(bed.files({ ref, platform: '#2' })).rejects.toMatchObject({ code: 'MANIFEST_UNKNOWN' })
    const { items } = await bed.compared({ a: ref, b: ref, platformA: 'linux/amd64', platformB: '#1' })
    expect(items.map(({ path, change }) => `${change} ${path}`)).toEqual(['removed one', 'added other'])
    expect(await textOf({ ref, platform: '#1', path: 'other' })).toBe('other')
  })
})

describe('the files of two images', () => {
  it('differ by what was added, removed and changed, never by time alone', async () => {
    const later = BASE.map((entry) => ({ ...entry, mtime: new Date('2030-01-01') }))
    const a = await bed.put('team/compared:a', makeFileImage([BASE].map(makeLayer)))
    const b = await bed.put('team/compared:b', makeFileImage([later, CHANGE].map(makeLayer)))
    const { items, summary } = await bed.compared({ a, b })
    expect(items.map(({ path, change, fields }) => `${change} ${path} ${fields.join()}`.trim())).toEqual([
      'added app',
      'added app/run',
      'removed etc/motd',
      'changed etc/passwd size,content',
      'changed var/cache mode',
      'removed var/cache/apt',
      'removed var/cache/apt/list',
      'added var/cache/fresh',
    ])
    expect(summary).toMatchObject({ added: 3, removed: 3, changed: 2, bytes: 3 - 5 + 5 - 5000 + 1 })
    expect((await bed.compared({ a: b, b: a })).summary).toMatchObject({ added: 3, removed: 3, changed: 2 })
    expect((await bed.compared({ a, b: a })).items).toEqual([])
    expect((await bed.compared({ a, b, change: 'removed', path: 'etc' })).items).toHaveLength(1)
    const folders = await bed.compared({ a, b, view: 'folders' })
    expect(folders.items[0]).toMatchObject({
      path: 'var',
      change: 'changed',
      a: { size: 5000 },
      b: { size: 1 },
    })
    const paged = await bed.compared({ a, b, limit: 5 })
    const rest = await bed.compared({ a, b, limit: 5, cursor: paged.nextCursor })
    expect([...paged.items, ...rest.items]).toEqual(items)
  })
})

/** Every path of an image as other tools unpack it. */
async function unpack(
  host: string,
  name: string,
): Promise<Pick<FileEntry, 'path' | 'type' | 'size' | 'linkTo'>[]> {
  const folder = await mkdtemp(join(tmpdir(), 'manifold-unpacked-'))
  const [skopeo, umoci] = await Promise.all([findTool('skopeo'), findTool('umoci')])
  const env = { ...process.env, HOME: folder, XDG_RUNTIME_DIR: folder }
  try {
    await writeFile(
      join(folder, 'policy.json'),
      JSON.stringify({ default: [{ type: 'insecureAcceptAnything' }] }),
    )
    const policy = ['--policy', join(folder, 'policy.json')]
    const from = `docker://${host}/${name}`
    await run(
      skopeo.command,
      [...policy, 'copy', '--src-tls-verify=false', from, `oci:${folder}/layout:it`],
      { env },
    )
    await run(umoci.command, ['unpack', '--rootless', '--image', `${folder}/layout:it`, `${folder}/bundle`], {
      env,
    })
    return await walk(join(folder, 'bundle/rootfs'))
  } finally {
    await run('chmod', ['-R', 'u+rwx', folder])
    await rm(folder, { recursive: true, force: true })
  }
}

async function walk(
  root: string,
  below = '',
): Promise<Pick<FileEntry, 'path' | 'type' | 'size' | 'linkTo'>[]> {
  const found = await Promise.all(
    (await readdir(join(root, below))).map(async (name) => {
      const path = below === '' ? name : `${below}/${name}`
      const stat = await lstat(join(root, path))
      if (stat.isDirectory())
        return [{ path, type: 'folder' as const, size: 0, linkTo: null }, ...(await walk(root, path))]
      if (stat.isSymbolicLink())
        return [{ path, type: 'symlink' as const, size: 0, linkTo: await readlink(join(root, path)) }]
      return [{ path, type: 'file' as const, size: stat.size, linkTo: null }]
    }),
  )
  return found.flat()
}
