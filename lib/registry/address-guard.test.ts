import { expect, test } from 'vitest'
import { createAddressGuard, reachOf } from './address-guard'

test.each([
  ['8.8.8.8', 'public'],
  ['2606:4700::1111', 'public'],
  ['10.1.2.3', 'private'],
  ['172.31.0.1', 'private'],
  ['172.32.0.1', 'public'],
  ['192.168.1.1', 'private'],
  ['fd12::1', 'private'],
  ['127.8.9.1', 'loopback'],
  ['::1', 'loopback'],
  ['::ffff:127.0.0.1', 'loopback'],
  ['::ffff:7f00:1', 'forbidden'],
  ['169.254.169.254', 'forbidden'],
  ['::ffff:169.254.169.254', 'forbidden'],
  ['fe80::1', 'forbidden'],
  ['0.0.0.0', 'forbidden'],
  ['224.0.0.1', 'forbidden'],
])('%s is %s', (address, reach) => {
  expect(reachOf(address)).toBe(reach)
})

const CASES: [from: string, to: string, allowed: boolean][] = [
  ['8.8.8.8', '9.9.9.9', true],
  ['8.8.8.8', '10.0.0.1', false],
  ['8.8.8.8', '127.0.0.1', false],
  ['10.0.0.1', '9.9.9.9', true],
  ['10.0.0.1', '192.168.0.1', true],
  ['10.0.0.1', '127.0.0.1', false],
  ['127.0.0.1', '10.0.0.1', true],
  ['127.0.0.1', '[::1]', true],
  ['127.0.0.1', '169.254.169.254', false],
]

test.each(CASES)('a registry at %s may send us to %s: %s', async (from, to, allowed) => {
  const checking = createAddressGuard(from).check(to)
  if (allowed) await expect(checking).resolves.toBeUndefined()
  else await expect(checking).rejects.toMatchObject({ code: 'ADDRESS_FORBIDDEN' })
})

test('a name is judged by the addresses it has when it is connected to', async () => {
  const { lookup } = createAddressGuard('8.8.8.8')
  const error = await new Promise((resolve) =>
    lookup('localhost', { all: true }, (failure) => resolve(failure)),
  )
  expect(error).toMatchObject({ code: 'ADDRESS_FORBIDDEN' })
})
