import { expect, test, vi } from 'vitest'
import { createAsking } from './scan-asking'

function bench() {
  let at = 0
  const asking = createAsking({ staleMs: 100, now: () => at })
  const nothing = vi.fn(async (_registries: string[]) => null)
  const later = (ms: number) => {
    at += ms
  }
  return { asking, nothing, later }
}

test('who had nothing is not asked for it again, and for everything else', async () => {
  const { asking, nothing } = bench()
  await asking.of(['a'], 'item', nothing)
  await asking.of(['a', 'b'], 'item', nothing)
  await asking.of(['a'], 'listing', nothing)
  await asking.of(['a', 'b'], 'item', nothing)
  expect(nothing.mock.calls).toEqual([[['a']], [['b']], [['a']]])
})

test('who had something is asked again', async () => {
  const { asking } = bench()
  const something = vi.fn(async () => 'work')
  expect(await asking.of(['a'], 'item', something)).toBe('work')
  expect(await asking.of(['a'], 'item', something)).toBe('work')
})

test('all are asked again when there may be something, and after a while in any case', async () => {
  const { asking, nothing, later } = bench()
  await asking.of(['a'], 'item', nothing)
  asking.anew()
  await asking.of(['a'], 'item', nothing)
  later(99)
  await asking.of(['a'], 'item', nothing)
  expect(nothing).toHaveBeenCalledTimes(2)
  later(1)
  await asking.of(['a'], 'item', nothing)
  expect(nothing).toHaveBeenCalledTimes(3)
})

test('what is heard of while an answer is on its way is not lost', async () => {
  const { asking, nothing } = bench()
  await asking.of(['a'], 'item', async () => {
    asking.anew()
    return null
  })
  await asking.of(['a'], 'item', nothing)
  expect(nothing).toHaveBeenCalledOnce()
})
