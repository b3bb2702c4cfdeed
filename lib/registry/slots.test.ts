import { expect, test } from 'vitest'
import { createSlots } from './slots'

test('no more hold a slot than there are, and who came first goes first', async () => {
  const slots = createSlots(2)
  const [first, second] = await Promise.all([slots.take(), slots.take()])
  const order: string[] = []
  const waiting = (name: string) =>
    slots.take().then((giveBack) => {
      order.push(name)
      return giveBack
    })
  const [third, fourth] = [waiting('third'), waiting('fourth')]
  expect(order).toEqual([])
  first?.()
  first?.()
  ;(await third)()
  await fourth
  expect(order).toEqual(['third', 'fourth'])
  second?.()
})

test('who leaves the line takes nobody’s slot along', async () => {
  const slots = createSlots(1)
  const giveBack = await slots.take()
  const leaving = new AbortController()
  const left = slots.take(leaving.signal)
  const staying = slots.take()
  leaving.abort(new Error('gone'))
  await expect(left).rejects.toThrow('gone')
  giveBack()
  await staying
})

test('one signal takes all that wait with it out of the line, and nobody who has entered', async () => {
  const slots = createSlots(1)
  const held = await slots.take()
  const leaving = new AbortController()
  const entered = slots.take(leaving.signal)
  const waiting = [slots.take(leaving.signal), slots.take(leaving.signal)]
  held()
  const giveBack = await entered
  leaving.abort(new Error('gone'))
  expect(await Promise.allSettled(waiting)).toMatchObject(Array(2).fill({ status: 'rejected' }))
  giveBack()
  await slots.take()
})
