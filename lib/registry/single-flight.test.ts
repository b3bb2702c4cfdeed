import { expect, test } from 'vitest'
import { createSingleFlight } from './single-flight'

const held = <T>() => {
  let open: (value: T) => void = () => {}
  const gate = new Promise<T>((resolve) => {
    open = resolve
  })
  return { gate, open }
}

test('calls for the same key share one run, later ones start anew', async () => {
  const share = createSingleFlight<number>()
  let runs = 0
  const { gate, open } = held<void>()
  const run = () => gate.then(() => ++runs)
  const both = Promise.all([share('a', undefined, run), share('a', undefined, run)])
  open()
  expect(await both).toEqual([1, 1])
  expect(await share('a', undefined, run)).toBe(2)
})

test('one caller leaving does not disturb the others; the last one leaving ends the run', async () => {
  const share = createSingleFlight<string>()
  const { gate, open } = held<string>()
  let ended: AbortSignal | undefined
  const run = (signal: AbortSignal) => {
    ended = signal
    return gate
  }
  const [one, two] = [new AbortController(), new AbortController()]
  const first = share('a', one.signal, run)
  const second = share('a', two.signal, run)
  one.abort(new Error('left'))
  await expect(first).rejects.toThrow('left')
  expect(ended?.aborted).toBe(false)
  two.abort(new Error('left too'))
  await expect(second).rejects.toThrow('left too')
  expect(ended?.aborted).toBe(true)
  open('')
})
