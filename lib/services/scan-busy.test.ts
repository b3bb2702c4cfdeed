import { expect, test, vi } from 'vitest'
import { createBusy } from './scan-busy'

/** Work that is told when to be near its end, and when to end. */
function startWork(busy: ReturnType<typeof createBusy>, registry = 'a') {
  const freed = vi.fn()
  let end: () => void = () => {}
  let nearEnd: () => void = () => {}
  busy.add(
    registry,
    (tell) => {
      nearEnd = tell
      return new Promise<void>((resolve) => {
        end = resolve
      })
    },
    freed,
  )
  return { freed, nearEnd: () => nearEnd(), end: () => end() }
}

test('the next begins while the last answers of one are under way', async () => {
  const busy = createBusy()
  const work = startWork(busy)
  expect(busy.hasRoom('a', 1)).toBe(false)
  expect(busy.hasRoom('b', 1)).toBe(true)
  work.nearEnd()
  work.nearEnd()
  expect(work.freed).toHaveBeenCalledOnce()
  expect(busy.hasRoom('a', 1)).toBe(true)
  work.end()
  await busy.ended()
  expect(busy.hasRoom('a', 1)).toBe(true)
})

test('as many again may be near their end, and no more', async () => {
  const busy = createBusy()
  const first = startWork(busy)
  first.nearEnd()
  const second = startWork(busy)
  second.nearEnd()
  expect(busy.hasRoom('a', 1)).toBe(false)
  first.end()
  await vi.waitFor(() => expect(busy.hasRoom('a', 1)).toBe(true))
  second.end()
  await busy.ended()
})

test('what ends without having told so is over as well, whatever ends it', async () => {
  const busy = createBusy()
  const freed = vi.fn()
  busy.add('a', async () => {}, freed)
  await busy.ended()
  expect(freed).toHaveBeenCalled()
  expect(busy.hasRoom('a', 1)).toBe(true)
})
