import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOSTS } from './hosts'
import { type Platform, parsePlatform } from './platform'
import { CLIENTS, type Client, choosePlatform } from './platform-choice'
import { type Offer, whoGetsWhat } from './who-gets-what'

function platform(text: string): Platform {
  const parsed = parsePlatform(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

/** An OCI index of these; `-` names no platform, `unknown/unknown` is an attestation. */
function index(...entries: string[]): Offer {
  return {
    inOciIndex: true,
    entries: entries.map((text) => ({
      platform: text === '-' ? null : platform(text),
      attestation: text === 'unknown/unknown',
    })),
  }
}

const single = (text: string): Offer => ({ ...index(text), single: true })

function cell(offer: Offer, host: string, client: Client) {
  const row = whoGetsWhat(offer).rows.find(({ host: { id } }) => id === host)
  const found = row?.cells.find((one) => one.client === client)
  if (!found) throw new Error(`No ${client} on ${host}.`)
  return found
}

const LEVELS = index('linux/amd64', 'linux/amd64/v3', 'linux/arm/v7', 'linux/s390x')
const WINDOWS = index('windows(10.0.17763.5820)/amd64', 'windows(10.0.20348.2700)/amd64')

describe('who gets what', () => {
  it.each<[what: string, Offer, host: string, Client, place: number | null, outcome: string, reason: string]>(
    [
      ['its own', LEVELS, 's390x', 'containerd', 3, 'runs', 'exact'],
      ['baseline', LEVELS, 'amd64-v3', 'containerd', 0, 'runs', 'asks for plain amd64, never v2 or higher'],
      ['baseline', LEVELS, 'amd64-v3', 'podman', 0, 'runs', 'asks for plain amd64, never v2 or higher'],
      ['the level', LEVELS, 'amd64-v3', 'docker', 1, 'runs', "asks for the host's level, v3"],
      ['a lower level', LEVELS, 'amd64-v4', 'docker', 1, 'runs', 'falls back to amd64/v3'],
      ['no level', LEVELS, 'amd64-v2', 'docker', 0, 'runs', 'no v2 entry; plain amd64 fits'],
      ['32-bit', LEVELS, 'arm64-server', 'containerd', 2, 'runs', 'falls back to 32-bit arm/v7'],
      [
        '32-bit where there is no such mode',
        LEVELS,
        'apple-silicon',
        'docker',
        2,
        'pulled',
        'falls back to 32-bit arm/v7, which this processor cannot run',
      ],
      [
        'no fallback',
        LEVELS,
        'arm64-server',
        'podman',
        null,
        'nothing',
        'no arm64 entry, and podman never falls back to 32-bit',
      ],
      ['higher', LEVELS, 'raspberry-pi-1', 'docker', null, 'nothing', 'only arm/v7, which never runs on v6'],
      ['lower', LEVELS, 'raspberry-pi-32', 'podman', 2, 'runs', 'falls back to arm/v7'],
      ['nothing', LEVELS, 'ppc64le', 'docker', null, 'nothing', 'no ppc64le entry'],
      ['nothing', LEVELS, 'windows-10.0.20348', 'docker', null, 'nothing', 'no Windows entry'],
      ['no client', LEVELS, 'freebsd-amd64', 'docker', null, 'no-client', 'does not run there'],
      [
        'v3 alone',
        index('linux/amd64/v3'),
        'amd64-v3',
        'containerd',
        null,
        'nothing',
        'asks for plain amd64, never v2 or higher',
      ],
      [
        'v3 alone, unseen',
        index('linux/amd64/v3'),
        'amd64',
        'crane',
        0,
        'pulled',
        'first amd64 entry, its variant not looked at',
      ],
      [
        'v3 alone',
        index('linux/amd64/v3'),
        'amd64-v2',
        'docker',
        null,
        'nothing',
        'only higher levels: amd64/v3',
      ],
      [
        'any ARM',
        index('linux/arm'),
        'raspberry-pi-1',
        'podman',
        0,
        'pulled',
        'any ARM: the entry names no variant',
      ],
      [
        'ARM is v7',
        index('linux/arm'),
        'raspberry-pi-1',
        'containerd',
        null,
        'nothing',
        'only arm (that is v7), which never runs on v6',
      ],
      [
        'as words',
        index('linux/arm'),
        'raspberry-pi-2',
        'crane',
        null,
        'nothing',
        'looks for exactly arm/v7; there is arm',
      ],
      [
        'twins',
        index('linux/amd64', 'linux/amd64'),
        'amd64',
        'docker',
        0,
        'runs',
        'first of 2 equal entries',
      ],
      ['same build', WINDOWS, 'windows-10.0.20348', 'containerd', 1, 'runs', 'same build as the host'],
      [
        'older build',
        WINDOWS,
        'windows-10.0.26100',
        'containerd',
        1,
        'runs',
        'older build, which this host runs',
      ],
      [
        'the first older build',
        WINDOWS,
        'windows-10.0.26100',
        'docker',
        0,
        'pulled',
        'no entry of the build: an older one, which needs Hyper-V isolation',
      ],
      [
        'build unseen',
        WINDOWS,
        'windows-10.0.20348',
        'podman',
        0,
        'pulled',
        'first Windows entry, its build not looked at',
      ],
      [
        'equal or nothing',
        index('windows(10.0.14393.1)/amd64'),
        'windows-10.0.17763',
        'containerd',
        null,
        'nothing',
        'no entry of this build: before Server 2022 it must be equal',
      ],
      [
        'newer',
        index('windows(10.0.26100.1)/amd64'),
        'windows-10.0.20348',
        'docker',
        null,
        'nothing',
        'only builds newer than the host',
      ],
      ['no entries', index(), 'amd64', 'docker', null, 'nothing', 'the index has no entries'],
      [
        'attestations',
        index('unknown/unknown'),
        'amd64',
        'docker',
        null,
        'nothing',
        'the index holds attestations alone',
      ],
      [
        'no platform',
        index('-'),
        'arm64-server',
        'podman',
        0,
        'pulled',
        'the entry names no platform: the last resort, taken unseen',
      ],
      [
        'no platform',
        index('-'),
        'arm64-server',
        'crane',
        null,
        'nothing',
        'an entry without platform counts as linux/amd64',
      ],
      ['single', single('linux/amd64'), 'amd64', 'docker', 0, 'runs', 'the only image there is'],
      [
        'single',
        single('linux/amd64'),
        's390x',
        'docker',
        0,
        'pulled',
        'pulled with a warning, does not run here',
      ],
      [
        'single',
        single('linux/amd64'),
        'windows-10.0.20348',
        'containerd',
        0,
        'pulled',
        'made for another operating system, does not run here',
      ],
    ],
  )('%s: %#', (_, offer, host, client, place, outcome, reason) => {
    expect(cell(offer, host, client)).toMatchObject({ place, outcome, reason })
  })

  it('tells a word podman does not know from one that is missing', () => {
    const aliased: Offer = {
      inOciIndex: true,
      entries: [{ platform: { os: 'linux', architecture: 'aarch64' } }],
    }
    expect(cell(aliased, 'arm64-server', 'containerd')).toMatchObject({ place: 0, outcome: 'runs' })
    expect(cell(aliased, 'arm64-server', 'podman').reason).toBe(
      'spelled aarch64, which podman does not take for arm64',
    )
  })

  it('names a chosen entry that the registry has no more', () => {
    const offer: Offer = {
      inOciIndex: true,
      entries: [{ platform: platform('linux/amd64'), status: 'missing' }],
    }
    expect(cell(offer, 'amd64', 'docker')).toMatchObject({ place: 0, outcome: 'gone' })
  })

  it('does not take a label for what is inside', () => {
    const offer: Offer = {
      inOciIndex: true,
      entries: [{ platform: platform('linux/arm64'), configPlatform: platform('linux/amd64') }],
    }
    expect(cell(offer, 'arm64-server', 'docker')).toMatchObject({
      place: 0,
      outcome: 'pulled',
      reason: 'exact, but its config says linux/amd64',
    })
  })

  it('vouches for no client that may not look into an inner index', () => {
    const offer: Offer = { inOciIndex: true, entries: [{ platform: platform('linux/amd64'), nested: true }] }
    expect(CLIENTS.map((client) => cell(offer, 'amd64', client).outcome)).toEqual([
      'runs',
      'runs',
      'pulled',
      'pulled',
    ])
  })

  it.each<[string, Offer, unreached: { place: number; hiddenBy: number | null }[]]>([
    ['nothing, in a plain index', index('linux/amd64', 'linux/arm64', 'unknown/unknown'), []],
    [
      'a twin, hidden by the first',
      index('linux/amd64', 'linux/x86_64', 'linux/amd64'),
      [
        { place: 1, hiddenBy: 0 },
        { place: 2, hiddenBy: 0 },
      ],
    ],
    ['a platform no host has', index('linux/amd64', 'linux/ppc64'), [{ place: 1, hiddenBy: null }]],
  ])('unreached: %s', (_, offer, unreached) => {
    expect(whoGetsWhat(offer).unreached).toEqual(unreached)
  })
})

describe('hosts set aside', () => {
  const shown = (offer: Offer) =>
    whoGetsWhat(offer)
      .rows.filter(({ aside }) => !aside)
      .map(({ host: { id } }) => id)

  it('shows those an image is usually meant for even when they get nothing', () => {
    expect(shown(index('linux/amd64'))).toEqual([
      'amd64',
      'amd64-v2',
      'amd64-v3',
      'amd64-v4',
      'apple-silicon',
      'arm64-server',
      'raspberry-pi-64',
    ])
  })
  it('shows the smaller sisters of what is offered', () => {
    expect(shown(index('linux/arm/v7'))).toContain('raspberry-pi-1')
    expect(shown(index('linux/arm/v7'))).not.toContain('armv5')
  })
  it('keeps Windows and Linux apart', () => {
    expect(shown(WINDOWS).every((id) => id.startsWith('windows'))).toBe(true)
    expect(shown(LEVELS).some((id) => id.startsWith('windows'))).toBe(false)
  })
  it('has nobody to show for an empty index', () => {
    expect(shown(index())).toEqual([])
  })
})

const anyPlatform: fc.Arbitrary<Platform | null> = fc.option(
  fc.record(
    {
      os: fc.constantFrom('linux', 'windows', 'freebsd', 'Linux', 'unknown'),
      architecture: fc.constantFrom('amd64', 'arm', 'arm64', 'aarch64', '386', 's390x', 'riscv64', 'unknown'),
      variant: fc.constantFrom('v1', 'v2', 'v3', 'v5', 'v6', 'v7', 'v8', 'v9', 'rva20u64'),
      'os.version': fc.constantFrom('10.0.17763.1', '10.0.20348.2', '10.0.26100', '5.10'),
      'os.features': fc.constantFrom(['win32k'], ['gpu']),
    },
    { requiredKeys: ['os', 'architecture'] },
  ),
)
const anyOffer = fc.record({
  entries: fc.array(fc.record({ platform: anyPlatform, configPlatform: anyPlatform }), { maxLength: 8 }),
  inOciIndex: fc.boolean(),
})

describe('for any index', () => {
  it('every cell is what that client chooses, with a reason', () => {
    fc.assert(
      fc.property(anyOffer, ({ entries, inOciIndex }) => {
        for (const { host, cells } of whoGetsWhat({ entries, inOciIndex }).rows) {
          expect(cells.map(({ client }) => client)).toEqual([...CLIENTS])
          for (const { client, place, reason, outcome } of cells) {
            const asks = host.asks[client]
            expect(place).toBe(asks && choosePlatform(client, asks, entries, inOciIndex))
            expect(place === null).toBe(outcome === 'nothing' || outcome === 'no-client')
            expect(reason).not.toMatch(/undefined|null|^$|NaN/)
          }
        }
      }),
    )
  })

  it('the order of the hosts changes nothing', () => {
    const shuffled = fc.shuffledSubarray([...HOSTS], { minLength: HOSTS.length })
    const byHost = (offer: Offer, hosts: typeof HOSTS) =>
      new Map(whoGetsWhat(offer, hosts).rows.map((row) => [row.host.id, row]))
    fc.assert(
      fc.property(anyOffer, shuffled, (offer, hosts) => {
        expect(byHost(offer, hosts)).toEqual(byHost(offer, HOSTS))
        expect(whoGetsWhat(offer, hosts).unreached).toEqual(whoGetsWhat(offer).unreached)
      }),
    )
  })
})

it('hosts have names of their own', () => {
  expect(new Set(HOSTS.map(({ id }) => id)).size).toBe(HOSTS.length)
  expect(new Set(HOSTS.map(({ name }) => name)).size).toBe(HOSTS.length)
})
