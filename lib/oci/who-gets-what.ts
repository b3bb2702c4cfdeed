import { type Choice, choiceReason } from './choice-reason'
import { HOSTS, type Host } from './hosts'
import { formatPlatform, normalizePlatform, type Platform } from './platform'
import { CLIENTS, type Client, choosePlatform, type OfferedEntry } from './platform-choice'

export interface BoardEntry extends OfferedEntry {
  attestation?: boolean
  /** Whether the registry still has it; taken for present where nothing is said. */
  status?: 'present' | 'missing' | 'unreadable'
  /** It lies in an index that is itself an entry: podman and crane judge by that outer entry alone. */
  nested?: boolean
}

/** What there is to pull. `single`: one image without an index around it, which nobody chooses from. */
export interface Offer {
  entries: readonly BoardEntry[]
  inOciIndex: boolean
  single?: boolean
}

/**
 * `runs`: pulled, and made for the host. `pulled`: pulled, yet the host cannot run it as it is, or nobody knows.
 * `gone`: chosen, and the registry has it no more. `nothing`: the pull fails. `no-client`: it does not exist there.
 */
export type Outcome = 'runs' | 'pulled' | 'gone' | 'nothing' | 'no-client'

export interface BoardCell {
  client: Client
  asks: Platform | null
  /** The entry's place; null when there is none for it. */
  place: number | null
  outcome: Outcome
  /** A few plain words. */
  reason: string
}

export interface BoardRow {
  host: Host
  cells: BoardCell[]
  /** Nobody there gets anything that runs, and nobody would expect it: no line of its own. */
  aside: boolean
}

/** `hiddenBy`: the entry every client prefers, even when asked for this one's platform. */
export interface UnreachedEntry {
  place: number
  hiddenBy: number | null
}

export interface Board {
  rows: BoardRow[]
  /** Entries no host of the board pulls with any client; attestations are not meant to be pulled. */
  unreached: UnreachedEntry[]
}

/** Which entry every host gets from every client, by the clients' own rules. */
export function whoGetsWhat(offer: Offer, hosts: readonly Host[] = HOSTS): Board {
  const offered = offer.entries.filter((entry) => !entry.attestation).map((entry) => runsOn(entry) ?? UNTOLD)
  const rows = hosts.map((host): BoardRow => {
    const cells = CLIENTS.map((client) => boardCell(offer, host, client))
    const useless = cells.every(({ outcome }) => outcome !== 'runs')
    return { host, cells, aside: useless && !isMissed(host, offered.map(normalizePlatform)) }
  })
  return { rows, unreached: unreachedEntries(offer, rows) }
}

/** An entry nobody knows the platform of: most likely for Linux. */
const UNTOLD: Platform = { os: 'linux', architecture: '' }

function isMissed({ machine, missed }: Host, offered: readonly Platform[]): boolean {
  const sameSystem = offered.filter(({ os }) => os === machine.os)
  if (missed === 'with-kin') return sameSystem.some((it) => it.architecture === machine.architecture)
  return missed === 'always' && sameSystem.length > 0
}

function boardCell(offer: Offer, host: Host, client: Client): BoardCell {
  const asks = host.asks[client]
  if (!asks) return { client, asks, place: null, outcome: 'no-client', reason: 'does not run there' }
  const { entries, single = false } = offer
  const place = single ? 0 : choosePlatform(client, asks, entries, offer.inOciIndex)
  const entry = place === null ? undefined : entries[place]
  if (!entry) return nothingFor({ client, wanted: asks, entries, place: null })
  if (entry.status === 'missing')
    return { client, asks, place, outcome: 'gone', reason: 'chosen, but the registry no longer has it' }
  if (entry.nested && (client === 'podman' || client === 'crane'))
    return { client, asks, place, outcome: 'pulled', reason: 'inside an inner index, where it may not look' }
  const fits = canRun(host, entry)
  const reason = single
    ? singleReason(client, host, entry, fits)
    : choiceReason({ client, wanted: asks, entries, place }) + handicap(host, entry)
  return { client, asks, place, outcome: fits ? 'runs' : 'pulled', reason }
}

function nothingFor(choice: Choice & { place: null }): BoardCell {
  const { client, wanted: asks, place } = choice
  return { client, asks, place, outcome: 'nothing', reason: choiceReason(choice) }
}

/** Outside of an index there is nothing to choose: a client takes the one image, whatever it was built for. */
function singleReason(client: Client, host: Host, entry: BoardEntry, fits: boolean): string {
  const platform = runsOn(entry)
  if (!platform) return 'the only image there is; nothing says what it runs on'
  if (fits) return 'the only image there is'
  if (normalizePlatform(platform).os !== host.machine.os)
    return 'made for another operating system, does not run here'
  return client === 'docker'
    ? 'pulled with a warning, does not run here'
    : 'pulled all the same, does not run here'
}

function handicap(host: Host, entry: BoardEntry): string {
  const inside = contradiction(entry)
  if (inside) return `, but its config says ${formatPlatform(inside)}`
  return isOnly32Bit(host, entry) ? ', which this processor cannot run' : ''
}

const isOnly32Bit = (host: Host, entry: BoardEntry): boolean => {
  const platform = runsOn(entry)
  return host.only64Bit === true && platform !== null && normalizePlatform(platform).architecture === 'arm'
}

/** What the config says where it names another machine than the entry: the container fails there, however it is listed. */
function contradiction({ platform, configPlatform }: OfferedEntry): Platform | null {
  if (!platform || !configPlatform) return null
  const [listed, inside] = [normalizePlatform(platform), normalizePlatform(configPlatform)]
  const same = listed.os === inside.os && listed.architecture === inside.architecture
  return same ? null : configPlatform
}

const runsOn = ({ platform, configPlatform }: OfferedEntry): Platform | null =>
  platform ?? configPlatform ?? null

/** Variants that raise the demands on a processor. Others only name a flavour, and are given the benefit of doubt. */
const LEVELLED: ReadonlySet<string> = new Set(['amd64', 'arm', 'arm64'])

function canRun(host: Host, entry: BoardEntry): boolean {
  const platform = contradiction(entry) ?? runsOn(entry)
  if (!platform) return false
  if (isOnly32Bit(host, entry)) return false
  const { 'os.features': _, variant, ...rest } = normalizePlatform(platform)
  const needed = variant && LEVELLED.has(rest.architecture) ? { ...rest, variant } : rest
  return choosePlatform('containerd', host.machine, [{ platform: needed }]) === 0
}

function unreachedEntries(offer: Offer, rows: readonly BoardRow[]): UnreachedEntry[] {
  const { entries, inOciIndex } = offer
  const reached = new Set(rows.flatMap(({ cells }) => cells.map(({ place }) => place)))
  return [...entries.entries()].flatMap(([place, entry]) => {
    if (entry.attestation || reached.has(place)) return []
    const { platform } = entry
    const asked = platform
      ? CLIENTS.map((client) => choosePlatform(client, platform, entries, inOciIndex))
      : []
    const hidden = asked.length > 0 && !asked.includes(place)
    return [{ place, hiddenBy: hidden ? (asked.find((other) => other !== null) ?? null) : null }]
  })
}
