import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexLayer } from './index-layer'
import type { LayerEntry } from './layer-entry'
import { mergeLayers } from './merge-layers'
import { inPieces, type MadeEntry, makeTar } from './testing/make-layer'
import { opened, readAll } from './testing/read-all'
import { scratchFolder } from './testing/scratch-folder'

async function merged(...layers: MadeEntry[][]) {
  const folder = await scratchFolder()
  const lists = []
  for (const [layer, entries] of layers.entries()) {
    const path = join(folder, `layer-${layer}`)
    await indexLayer(inPieces(makeTar(entries)), path)
    lists.push({ list: await opened(path), layer })
  }
  const path = join(folder, 'merged')
  const index = await mergeLayers(lists, path)
  return { index, entries: await readAll(await opened(path)) }
}

const seen = (entries: readonly LayerEntry[]) =>
  entries.filter(({ path }) => path !== '').map(({ path, type, layer }) => `${path} ${type} ${layer}`)

describe('what a container sees of its layers', () => {
  it('is the topmost of each path, without what a whiteout hides', async () => {
    const { entries, index } = await merged(
      [
        { path: 'etc/motd', body: 'hello' },
        { path: 'etc/passwd', body: 'root' },
      ],
      [{ path: 'etc/.wh.motd' }, { path: 'etc/passwd', body: 'root and me' }],
    )
    expect(seen(entries)).toEqual(['etc folder 0', 'etc/passwd file 1'])
    expect(index).toMatchObject({ files: 1, size: 11, wasted: 9 })
    expect(index.lost.map(({ entry, loss }) => [entry.path, loss])).toEqual([
      ['etc/motd', { how: 'deleted', layer: 1 }],
      ['etc/passwd', { how: 'replaced', layer: 1 }],
    ])
  })

  it('hides what lower layers have in an opaque folder, never what its own layer puts there', async () => {
    const { entries, index } = await merged(
      [
        { path: 'var/old/file', body: 'old' },
        { path: 'var/keep', body: 'k' },
      ],
      [
        { path: 'var/', type: 'Directory', mode: 0o700 },
        { path: 'var/new', body: 'n' },
        { path: 'var/.wh..wh..opq' },
      ],
      [{ path: 'var/newer', body: 'n' }],
    )
    expect(seen(entries)).toEqual(['var folder 1', 'var/new file 1', 'var/newer file 2'])
    expect(index.wasted).toBe(4)
  })

  it('takes a whole folder away by one whiteout, and by a file in its place', async () => {
    const { entries } = await merged(
      [
        { path: 'a/b/c', body: 'c' },
        { path: 'd/e', body: 'e' },
        { path: 'd.x', body: 'x' },
      ],
      [{ path: '.wh.a' }, { path: 'd', body: 'a file now' }],
      [{ path: 'a/new', body: 'n' }],
    )
    expect(seen(entries)).toEqual(['a folder 2', 'a/new file 2', 'd file 1', 'd.x file 0'])
  })

  it('deletes and makes again in one layer: what is new stays', async () => {
    const { entries } = await merged(
      [{ path: 'x/old', body: 'o' }],
      [{ path: '.wh.x' }, { path: 'x/', type: 'Directory' }, { path: 'x/new', body: 'n' }],
    )
    expect(seen(entries)).toEqual(['x folder 1', 'x/new file 1'])
  })

  it('names a folder as the topmost layer that has it does; one that is only implied names nothing', async () => {
    const { entries } = await merged(
      [{ path: 'opt/', type: 'Directory', mode: 0o711 }],
      [{ path: 'opt/tool', body: 't' }],
    )
    expect(entries.find(({ path }) => path === 'opt')).toMatchObject({ mode: 0o711, layer: 0 })
  })

  it('has a folder where a layer puts something into what is a link, or a file, below', async () => {
    const { entries } = await merged(
      [
        { path: 'c/x', body: 'x' },
        { path: 'a', type: 'SymbolicLink', linkpath: 'c' },
        { path: 'e', type: 'SymbolicLink', linkpath: 'c' },
        { path: 'f', body: 'a file' },
      ],
      [{ path: 'a/b', body: 'b' }, { path: 'e/.wh.x' }, { path: 'f/b', body: 'b' }],
    )
    expect(seen(entries)).toEqual([
      ...['a folder 1', 'a/b file 1', 'c folder 0', 'c/x file 0', 'e folder 1', 'f folder 1', 'f/b file 1'],
    ])
  })

  it('is what applying one layer after the other leaves, for any layers', async () => {
    const name = fc.constantFrom('a', 'b', 'c', 'a.b')
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'))
    const entry: fc.Arbitrary<MadeEntry> = fc.oneof(
      { weight: 4, arbitrary: fc.record({ path, body: fc.constantFrom('', 'x', 'yy') }) },
      { weight: 2, arbitrary: path.map((it): MadeEntry => ({ path: `${it}/`, type: 'Directory' })) },
      {
        weight: 2,
        arbitrary: path.map((it): MadeEntry => ({ path: it.replace(/([^/]+)$/, '.wh.$1') })),
      },
      { weight: 1, arbitrary: path.map((it): MadeEntry => ({ path: `${it}/.wh..wh..opq` })) },
    )
    const layers = fc.array(fc.array(entry, { maxLength: 8 }).map(consistent), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(layers, async (given) => {
        const { entries, index } = await merged(...given)
        const expected = applied(given)
        expect(seen(entries)).toEqual(
          [...expected]
            .sort(([a], [b]) => (inOrder(a) < inOrder(b) ? -1 : 1))
            .map(([at, it]) => `${at} ${it.type} ${it.layer}`),
        )
        const all = given.flat().filter(({ path: it }) => !it.includes('.wh.'))
        const total = all.reduce((sum, { body = '' }) => sum + body.length, 0)
        expect(index.size + index.wasted).toBe(total)
      }),
      { numRuns: 150 },
    )
  })
})

const inOrder = (path: string) => path.replaceAll('/', '\u0001')

/** A layer as builders make them: each path once, nothing in a file, opaque folders named. */
function consistent(entries: MadeEntry[]): MadeEntry[] {
  const kept: MadeEntry[] = []
  const bare = (path: string) => path.replace(/\/$/, '')
  for (const entry of entries) {
    const clash = kept.some(({ path, type = 'File' }) => {
      const [old, next] = [bare(path), bare(entry.path)]
      if (old === next) return true
      const nextInOld = next.startsWith(`${old}/`)
      const oldInNext = old.startsWith(`${next}/`)
      return (nextInOld && type === 'File') || (oldInNext && (entry.type ?? 'File') === 'File')
    })
    if (!clash) kept.push(entry)
  }
  return kept
}

type Tree = Map<string, { type: string; layer: number; named: boolean }>

/** Whiteouts of a layer act on what was there before it, then its own entries come. */
function applied(layers: readonly MadeEntry[][]): Tree {
  const tree: Tree = new Map()
  for (const [layer, entries] of layers.entries()) {
    for (const { path } of entries) {
      const [folder, name] = [path.replace(/\/?[^/]*$/, ''), path.replace(/^.*\//, '')]
      if (name === '.wh..wh..opq') removeInside(tree, folder)
      else if (name.startsWith('.wh.')) remove(tree, folder ? `${folder}/${name.slice(4)}` : name.slice(4))
    }
    for (const { path, type = 'File' } of entries) {
      const bare = path.replace(/\/$/, '')
      const isMark = /(^|\/)\.wh\.[^/]*$/.test(bare)
      const parts = bare.split('/')
      for (let depth = 1; depth < parts.length; depth++)
        folderAt(tree, parts.slice(0, depth).join('/'), layer, false)
      if (isMark) continue
      if (type === 'Directory') folderAt(tree, bare, layer, true)
      else {
        remove(tree, bare)
        tree.set(bare, { type: 'file', layer, named: true })
      }
    }
  }
  return tree
}

function folderAt(tree: Tree, path: string, layer: number, named: boolean) {
  const there = tree.get(path)
  if (there?.type === 'folder') {
    if (named) Object.assign(there, { layer, named })
  } else tree.set(path, { type: 'folder', layer, named })
}

function removeInside(tree: Tree, folder: string) {
  for (const path of [...tree.keys()]) if (folder === '' || path.startsWith(`${folder}/`)) tree.delete(path)
}

function remove(tree: Tree, path: string) {
  tree.delete(path)
  removeInside(tree, path)
}
