import 'server-only'

/** Small JSON that every replica's browsers should hear of; at most 7,000 bytes once written. */
export type StoreEvent =
  /** `progress`: it got on, and neither began nor ended. */
  | { type: 'scan'; id: string; progress?: boolean }
  | { type: 'tags'; registry: string; repository: string; tags: string[] }
  | { type: 'policies' }

/** Told to every process on the same store: by NOTIFY on PostgreSQL, within the process on the embedded one. */
export interface EventStore {
  publish(event: StoreEvent): Promise<void>
  /** Until the returned function is called. What is published while nobody listens is lost: it is only a hint. */
  subscribe(listener: (event: StoreEvent) => void): () => void
}
