import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lockFolder } from './folder-lock'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manifold-lock-'))
})
afterAll(() => rm(folder, { recursive: true }))

// Where sockets are files, the way there is another: both run here.
describe.each([process.platform, 'darwin'] as const)('the lock of a folder, as on %s', (platform) => {
  it('is held once, and free again when released', async () => {
    const first = await lockFolder(folder, platform)
    await expect(lockFolder(folder, platform)).rejects.toThrow('in use by another Manifold')
    await first.release()
    const second = await lockFolder(folder, platform)
    await second.release()
  })

  it('is the same lock through a symbolic link', async () => {
    const alias = `${folder}-${platform}`
    await symlink(folder, alias)
    const first = await lockFolder(folder, platform)
    await expect(lockFolder(alias, platform)).rejects.toThrow('in use by another Manifold')
    await first.release()
    await rm(alias)
  })

  it('goes to exactly one of many who ask at once', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 10 }, () => lockFolder(folder, platform)))
    const held = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(held).toHaveLength(1)
    await held[0]?.release()
  })
})
