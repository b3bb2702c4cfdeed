import 'server-only'
import type { ColumnType } from 'kysely'

/** The tables as Kysely sees them. 64-bit integers arrive as text, in both engines. */
export interface Schema {
  activity: {
    id: string
    /** Milliseconds since the epoch. */
    at: ColumnType<string, number, never>
    actor: string
    action: string
    ref: string
    before: string | null
    after: string | null
    /** JSON: written as text, read as the value. */
    sources: ColumnType<{ ref: string; digest: string; platform: string | null }[], string, never>
  }
  webhook_event: {
    id: string
    /** Milliseconds since the epoch. */
    at: ColumnType<string, number, never>
  }
}
