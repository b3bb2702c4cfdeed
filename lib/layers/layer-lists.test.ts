import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createLayerLists, type WriteList } from './layer-lists'
import { createLineFile } from './line-file'
import { scratchFolder } from './testing/scratch-folder'

const never = new AbortController().signal
const LONG = 60_000

const writes =
  (bytes = 10): WriteList =>
  async (path) => {
    const file = await createLineFile<object>(path)
    file.add('a', `a\t${'x'.repeat(bytes)}`)
    await file.finish({})
  }

/** A list whose making waits until it is let go, or stopped. */
function held() {
  let letGo = () => {}
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let began = () => {}
  const begun = new Promise<void>((resolve) => {
    began = resolve
  })
  let times = 0
  let told: Parameters<WriteList>[1] | null = null
  const write: WriteList = async (path, work) => {
    times++
    told = work
    began()
    await gate
    work.signal.throwIfAborted()
    await writes()(path, work)
  }
  return { write, letGo, begun, times: () => times, read: (bytes: number) => told?.onBytes(bytes) }
}

async function bed(options: { bytesMax?: number } = {}) {
  const clock = { now: 1_000_000 }
  const folder = join(await scratchFolder(), 'lists')
  return { folder, clock, lists: createLayerLists({ folder, now: () => clock.now, ...options }) }
}

describe('lists on disk', () => {
  it('are made once however many ask, and are there for the next process', async () => {
    const { lists, folder, clock } = await bed()
    const making = held()
    const [first, second] = [lists.make('one', making.write), lists.make('one', making.write)]
    expect(second).toBe(first)
    await making.begun
    making.read(7)
    expect(first).toMatchObject({ state: 'reading', done: 7 })
    making.letGo()
    await lists.settled(['one'], LONG, never)
    expect(making.times()).toBe(1)
    const next = createLayerLists({ folder, now: () => clock.now })
    expect(await next.use('one', async () => 'there')).toBe('there')
    expect(await next.use('other', async () => 'there')).toBeNull()
  })

  it('are made two at a time: the third waits', async () => {
    const { lists } = await bed()
    const [a, b, c] = [held(), held(), held()]
    lists.make('a', a.write)
    lists.make('b', b.write)
    const third = lists.make('c', c.write)
    await Promise.all([a.begun, b.begun])
    expect(third.state).toBe('waiting')
    a.letGo()
    await c.begun
    expect(third.state).toBe('reading')
    b.letGo()
    c.letGo()
    await lists.settled(['a', 'b', 'c'], LONG, never)
    expect(await lists.indexOf('c')).not.toBeNull()
  })

  it('are given up when nobody asks any more', async () => {
    const { lists, clock } = await bed()
    const making = held()
    const job = lists.make('one', making.write)
    await making.begun
    clock.now += 31_000
    expect(() => making.read(1)).toThrow('Nobody waits')
    making.letGo()
    await lists.settled(['one'], LONG, never)
    expect(job.state).toBe('failed')
    expect(await lists.indexOf('one')).toBeNull()
  })

  it('say why they failed, for a while, and are tried again afterwards; nothing half made stays', async () => {
    const { lists, clock, folder } = await bed()
    const failing: WriteList = async (path) => {
      await writeFile(path, 'half')
      throw new Error('gone')
    }
    lists.make('one', failing)
    await lists.settled(['one'], LONG, never)
    expect(lists.make('one', writes())).toMatchObject({ state: 'failed', error: new Error('gone') })
    expect(await readdir(folder)).toEqual([])
    clock.now += 11_000
    lists.make('one', writes())
    await lists.settled(['one'], LONG, never)
    expect(await lists.indexOf('one')).not.toBeNull()
  })

  it('go when there are too many bytes, the longest unused first', async () => {
    const { lists, clock } = await bed({ bytesMax: 3000 })
    for (const name of ['a', 'b']) {
      lists.make(name, writes(1000))
      await lists.settled([name], LONG, never)
      clock.now += 1000
    }
    // The clock of files is the machine's: use tells which is older.
    await lists.use('b', async () => null)
    clock.now += 1000
    await lists.use('a', async () => null)
    clock.now += 1000
    lists.make('c', writes(1500))
    await lists.settled(['c'], LONG, never)
    const left = await Promise.all(['a', 'b', 'c'].map((name) => lists.use(name, async () => name)))
    expect(left).toEqual(['a', null, 'c'])
  })

  it('end with the process, whatever is being made', async () => {
    const { lists } = await bed()
    const making = held()
    lists.make('one', async (path, work) => {
      const stopped = new Promise((_, reject) => {
        work.signal.addEventListener('abort', () => reject(work.signal.reason))
      })
      void making.write(path, work).catch(() => {})
      await stopped
    })
    await making.begun
    await lists.close()
    expect(await lists.indexOf('one')).toBeNull()
  })
})
