import 'server-only'
import { perRegistry } from './per-registry'

/** Registries get the API with an upgrade. */
const ABSENT_KNOWN_MS = 10 * 60_000

/** Whether a registry has the referrers API, as the last call showed it. Milliseconds since the epoch. */
export const knownReferrers = perRegistry((): { now: 'yes' | 'no' | 'unknown'; at: number } => ({
  now: 'unknown',
  at: 0,
}))

/** Whether asking is worth a request: not where it was answered with "no such API" a moment ago. */
export const worthAsking = ({ now: known, at }: ReturnType<typeof knownReferrers>, now: number): boolean =>
  known !== 'no' || now - at >= ABSENT_KNOWN_MS
