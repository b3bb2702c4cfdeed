import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { indexLayer } from './index-layer'
import { inPieces, makeTar } from './testing/make-layer'
import { zstdOf } from './testing/make-table'
import { opened, readAll } from './testing/read-all'
import { scratchFolder } from './testing/scratch-folder'

async function listed(bytes: Uint8Array) {
  const path = join(await scratchFolder(), 'list')
  const index = await indexLayer(inPieces(bytes, 1000), path)
  return { index, paths: (await readAll(await opened(path))).map((entry) => entry.path) }
}

const tar = makeTar([
  { path: 'small', body: 's' },
  { path: 'large', body: 'x'.repeat(300_000) },
])

describe('a zstd layer', () => {
  it('is read like any other, whatever stands around its frames', async () => {
    const skippable = Buffer.from([0x5f, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 1, 2])
    for (const bytes of [zstdOf(tar), Buffer.concat([skippable, zstdOf(tar), skippable])])
      expect(await listed(bytes)).toMatchObject({ paths: ['', 'large', 'small'], index: { problem: null } })
  })

  it('may be cut into several frames', async () => {
    const bytes = Buffer.concat([zstdOf(tar.subarray(0, 700)), zstdOf(tar.subarray(700))])
    expect((await listed(bytes)).paths).toEqual(['', 'large', 'small'])
  })

  test.each([
    ['breaks off', zstdOf(tar).subarray(0, 5000), 'LAYER_CORRUPT'],
    ['is damaged', Buffer.concat([zstdOf(tar).subarray(0, 6), Buffer.alloc(64, 0xff)]), 'LAYER_CORRUPT'],
    [
      'wants a window of gigabytes',
      Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0xa0]), zstdOf(tar).subarray(6)]),
      'LAYER_TOO_LARGE',
    ],
  ])('that %s ends with a sentence', async (_, bytes, code) => {
    expect((await listed(bytes)).index.problem).toMatchObject({ code, message: expect.stringMatching(/\.$/) })
  })

  it('that expands a thousand times over is stopped, with little of it in memory at a time', async () => {
    // One block of four bytes stands for 128 KiB of zeros.
    const block = Buffer.from([0x02, 0x00, 0x10, 0x00])
    const frame = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38]), ...Array<Buffer>(20_000).fill(block)]
    const { index } = await listed(Buffer.concat([zstdOf(tar.subarray(0, 1024)), ...frame]))
    expect(index.problem?.code).toBe('LAYER_TOO_LARGE')
  })
})
