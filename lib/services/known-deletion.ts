import 'server-only'
import { perRegistry } from './per-registry'

/** Whether a registry deletes, as the last attempt showed it. Told to people; every attempt tries anew. */
export const knownDeletion = perRegistry((): { now: 'yes' | 'no' | 'unknown' } => ({ now: 'unknown' }))
