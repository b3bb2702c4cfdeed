import 'server-only'
import { type LookupAddress, lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** How private an address is. A server may send us to a place as public as itself, or more so: never inwards. */
type Reach = 'public' | 'private' | 'loopback' | 'forbidden'

const DEPTH: Record<Reach, number> = { public: 0, private: 1, loopback: 2, forbidden: 3 }

/** `forbidden` is what no registry has business with: link-local (where clouds keep their secrets), multicast. */
const RANGES: Record<Exclude<Reach, 'public'>, readonly string[]> = {
  forbidden: ['0.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3', '::/128', 'fe80::/10', 'ff00::/8'],
  loopback: ['127.0.0.0/8', '::1/128'],
  private: ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

const LISTS = (Object.keys(RANGES) as (keyof typeof RANGES)[]).map((reach) => {
  const list = new BlockList()
  for (const range of RANGES[reach]) {
    const [net = '', prefix] = range.split('/')
    list.addSubnet(net, Number(prefix), net.includes(':') ? 'ipv6' : 'ipv4')
  }
  return { reach, list }
})

/** Where an IP address lies. IPv4 addresses written as IPv6 count as what they are. */
export function reachOf(address: string): Reach {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return reachOf(mapped)
  if (/^(?:::ffff:|64:ff9b:)/i.test(address)) return 'forbidden'
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  return LISTS.find(({ list }) => list.check(address, family))?.reach ?? 'public'
}

export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError'
  readonly code = 'ADDRESS_FORBIDDEN'
}

export interface AddressGuard {
  /** For sockets: checks every address at the moment it is connected to, so that no second lookup can differ. */
  lookup: LookupFunction
  /** For IP literals, for which no lookup happens. Throws `ForbiddenAddressError`. */
  check(hostname: string): Promise<void>
}

/** Guards the hosts that the registry at `registryHost` sends us to. */
export function createAddressGuard(registryHost: string): AddressGuard {
  let own: Promise<number> | undefined
  const depthOfRegistry = () => {
    own ??= addressesOf(registryHost).then(
      (found) => Math.max(...found.map(({ address }) => DEPTH[reachOf(address)])),
      (error) => {
        own = undefined
        throw error
      },
    )
    return own
  }

  async function allow(hostname: string, addresses: readonly LookupAddress[]) {
    const limit = await depthOfRegistry()
    const inward = addresses.some(({ address }) => {
      const depth = DEPTH[reachOf(address)]
      return depth > limit || depth === DEPTH.forbidden
    })
    if (inward) throw new ForbiddenAddressError(`${hostname} leads to a more private network.`)
  }

  return {
    async check(hostname) {
      const address = hostname.replace(/^\[|\]$/g, '')
      if (isIP(address) !== 0) await allow(hostname, [{ address, family: isIP(address) }])
    },
    lookup(hostname, options, done) {
      addressesOf(hostname, options.family)
        .then(async (found) => {
          await allow(hostname, found)
          return found
        })
        .then(
          (found) =>
            options.all ? done(null, found) : done(null, found[0]?.address ?? '', found[0]?.family),
          (error) => done(error, []),
        )
    },
  }
}

function addressesOf(hostname: string, family?: number | string): Promise<LookupAddress[]> {
  const literal = hostname.replace(/^\[|\]$/g, '')
  if (isIP(literal) !== 0) return Promise.resolve([{ address: literal, family: isIP(literal) }])
  const wanted = family === 4 || family === 'IPv4' ? 4 : family === 6 || family === 'IPv6' ? 6 : 0
  return new Promise((resolve, reject) => {
    lookup(hostname, { all: true, family: wanted }, (error, found) =>
      error ? reject(error) : resolve(found),
    )
  })
}
