import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, test } from 'vitest'
import { indexLayer, LAYER_LIMITS } from './index-layer'
import type { ListedEntry } from './layer-entry'
import { inPieces, type MadeEntry, makeLayer, makeTar } from './testing/make-layer'
import { opened, readAll } from './testing/read-all'
import { scratchFolder } from './testing/scratch-folder'

async function listed(bytes: Uint8Array, limits = LAYER_LIMITS) {
  const path = join(await scratchFolder(), 'list')
  const index = await indexLayer(inPieces(bytes), path, limits)
  const list = await opened(path)
  return { index, list, entries: await readAll(list) }
}
const listedOf = (...entries: MadeEntry[]) => listed(makeLayer(entries))
const paths = (entries: readonly ListedEntry[]) => entries.map(({ path }) => path)

describe('the list of a layer', () => {
  it('has every path once, folders in front of what is in them, implied ones too', async () => {
    const { entries, index } = await listedOf(
      { path: 'usr/bin/b', body: 'bb' },
      { path: 'a b', body: 'x' },
      { path: './usr/bin/a', body: 'a' },
      { path: 'usr/', type: 'Directory', mode: 0o755 },
      { path: 'usr/bin/a', body: 'later' },
      { path: 'usr/bin-old/z', body: 'z' },
    )
    expect(paths(entries)).toEqual([
      ...['', 'a b', 'usr', 'usr/bin', 'usr/bin/a', 'usr/bin/b', 'usr/bin-old', 'usr/bin-old/z'],
    ])
    expect(entries.find(({ path }) => path === 'usr/bin/a')).toMatchObject({
      ...{ type: 'file', size: 5, writtenAs: null },
      content: createHash('sha256').update('later').digest('base64'),
    })
    expect(entries.find(({ path }) => path === 'usr')).toMatchObject({ mode: 0o755 })
    expect(entries.find(({ path }) => path === 'usr/bin')).toMatchObject({ type: 'folder', mode: null })
    expect(index).toMatchObject({ files: 4, folders: 4, size: 9, problem: null })
  })

  it('keeps the last of several entries of one path, and how many came before it', async () => {
    const { entries } = await listedOf(
      { path: 'a', body: 'first' },
      { path: './a', type: 'SymbolicLink', linkpath: 'b' },
      { path: '.wh.a' },
      { path: 'a', body: 'later' },
      { path: '.wh.a' },
    )
    expect(entries.filter(({ path }) => path === 'a')).toMatchObject([
      { type: 'whiteout' },
      { type: 'file', earlier: 2, content: createHash('sha256').update('later').digest('base64') },
    ])
  })

  it('says of links where they point, and of odd paths how they were written', async () => {
    const { entries } = await listedOf(
      { path: '/etc/passwd', body: 'root' },
      { path: '../../etc/shadow', body: 'none' },
      { path: 'a/../../b', body: '' },
      { path: 'loop', type: 'SymbolicLink', linkpath: 'loop' },
      { path: 'same', type: 'Link', linkpath: 'etc/passwd' },
      { path: 'pipe', type: 'FIFO' },
    )
    const of = (path: string) => entries.find((entry) => entry.path === path)
    expect(of('etc/passwd')).toMatchObject({ writtenAs: '/etc/passwd', size: 4 })
    expect(of('etc/shadow')).toMatchObject({ writtenAs: '../../etc/shadow' })
    expect(of('b')).toMatchObject({ writtenAs: 'a/../../b' })
    expect(of('loop')).toMatchObject({ type: 'symlink', linkTo: 'loop', size: 0 })
    expect(of('same')).toMatchObject({ type: 'hardlink', linkTo: 'etc/passwd', size: 0 })
    expect(of('pipe')).toMatchObject({ type: 'fifo' })
  })

  it('tells whiteouts at the path they hide, opaque markers at their folder', async () => {
    const { entries } = await listedOf(
      { path: 'etc/.wh.motd' },
      { path: 'var/', type: 'Directory' },
      { path: 'var/.wh..wh..opq' },
      { path: 'var/log', body: 'new' },
      { path: '.wh..wh.plnk/1.2', body: 'AUFS keeps its own files there' },
      { path: '.wh..wh.aufs', body: '' },
    )
    expect(entries.filter(({ type }) => type === 'whiteout' || type === 'opaque')).toMatchObject([
      { path: 'etc/motd', type: 'whiteout', size: 0 },
      { path: 'var', type: 'opaque' },
    ])
    expect(paths(entries)).not.toContain('.wh..wh.aufs')
  })

  it('keeps names with line breaks, tabs, percent signs, other scripts and long paths', async () => {
    const odd = ['a\nb', 'a\tb', 'a%0ab', 'ü/ß/名', `${'long/'.repeat(60)}name`, 'x\u0001y']
    const { list } = await listedOf(...odd.map((path) => ({ path, body: path })))
    for (const path of odd) expect(await list.at(path)).toMatchObject({ path, size: Buffer.byteLength(path) })
    expect(await list.at('a')).toBeNull()
  })

  it('of an empty tar is a root with nothing in it', async () => {
    expect(paths((await listed(makeTar([]))).entries)).toEqual([''])
  })
})

describe('going through a list', () => {
  const many = Array.from({ length: 3000 }, (_, n) => ({
    path: `deep/${n % 7}/f${n}`,
    body: 'x'.repeat(n % 50),
  }))
  it('finds children without reading what lies deeper, from anywhere on, and sums what folders hold', async () => {
    const { list, index } = await listedOf(...many, { path: 'zz', body: 'last' })
    const children = async (path: string, after?: string) => {
      const found: ListedEntry[] = []
      for await (const child of list.children(path, after)) found.push(child)
      return found
    }
    expect(paths(await children(''))).toEqual(['deep', 'zz'])
    expect(paths(await children('deep'))).toEqual([
      'deep/0',
      'deep/1',
      'deep/2',
      'deep/3',
      'deep/4',
      'deep/5',
      'deep/6',
    ])
    const [, second] = await children('deep')
    expect(paths(await children('deep', second?.key))).toEqual([
      'deep/2',
      'deep/3',
      'deep/4',
      'deep/5',
      'deep/6',
    ])
    for (const folder of await children('deep')) {
      const inside = many.filter(({ path }) => path.startsWith(`${folder.path}/`))
      expect(await list.totals(folder)).toEqual({
        files: inside.length,
        size: inside.reduce((sum, { body }) => sum + body.length, 0),
      })
      expect(await children(folder.path)).toHaveLength(inside.length)
    }
    const root = await list.at('')
    expect(root && (await list.totals(root))).toEqual({ files: index.files, size: index.size })
    expect(index.largestFolders[0]).toMatchObject({ entry: { path: 'deep' }, files: 3000 })
    expect(index.largestFiles[0]?.entry.size).toBe(49)
  })
})

describe('a layer that is not what it should be', () => {
  const good: MadeEntry[] = [
    { path: 'first', body: 'first' },
    { path: 'second', body: 'x'.repeat(5000) },
  ]
  const tar = makeTar(good)
  test.each([
    ['no tar', Buffer.from('hello '.repeat(400)), 'LAYER_CORRUPT', []],
    ['JSON', Buffer.from('{}'), 'LAYER_CORRUPT', []],
    ['xz', Buffer.from('\xfd7zXZ\0 and so on', 'latin1'), 'LAYER_UNSUPPORTED', []],
    ['bzip2', Buffer.from('BZh91AY&SY and so on'), 'LAYER_UNSUPPORTED', []],
    ['a gzip of a gzip', gzipSync(makeLayer(good)), 'LAYER_CORRUPT', []],
    ['a tar that breaks off in a file', tar.subarray(0, 3000), 'LAYER_CORRUPT', ['first']],
    ['a gzip that breaks off', gzipSync(tar).subarray(0, -12), 'LAYER_CORRUPT', ['first']],
    [
      'a damaged header',
      Buffer.concat([makeTar(good, { end: false }), Buffer.alloc(512, 65)]),
      'LAYER_CORRUPT',
      ['first', 'second'],
    ],
    ['a gzip whose bytes are damaged', damaged(gzipSync(tar)), 'LAYER_CORRUPT', null],
  ])('%s: a sentence, and what was read until then', async (_, bytes, code, kept) => {
    const { index, entries } = await listed(bytes)
    expect(index.problem).toMatchObject({ code, message: expect.stringMatching(/^[A-Z].*\.$/) })
    if (kept) expect(paths(entries)).toEqual(['', ...kept])
  })

  it('is stopped when it expands beyond bounds', async () => {
    const bomb = makeLayer([
      { path: 'first', body: '1' },
      { path: 'zeros', body: Buffer.alloc(4 * 1024 * 1024) },
    ])
    const { index, entries } = await listed(bomb, { ...LAYER_LIMITS, bytes: 1024 * 1024 })
    expect(index.problem?.code).toBe('LAYER_TOO_LARGE')
    expect(paths(entries)).toEqual(['', 'first'])
  })

  it('is stopped when it has too many paths', async () => {
    const { index } = await listed(makeLayer(good), { ...LAYER_LIMITS, entries: 1 })
    expect(index.problem?.code).toBe('LAYER_TOO_LARGE')
    expect(index.files).toBe(1)
  })

  it('passes a failure of its source on as itself', async () => {
    const failing = async function* () {
      yield makeLayer(good).subarray(0, 20)
      throw new Error('The network is gone.')
    }
    const path = join(await scratchFolder(), 'list')
    await expect(indexLayer(failing(), path)).rejects.toThrow('The network is gone.')
  })
})

function damaged(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  copy.fill(0xff, 30, 40)
  return copy
}
