import 'server-only'

/** Which events of registries were taken: they send an event again whenever they missed our answer. */
export interface WebhookStore {
  /** Those of `ids` nobody took yet, on any replica; from now on they are taken. `at`: milliseconds since the epoch. */
  takeEvents(ids: readonly string[], at: number): Promise<string[]>
  /** Forgets those taken before a moment: registries give up long before. */
  forgetEvents(before: number): Promise<void>
}
