import 'server-only'
import { type RawBuilder, sql } from 'kysely'

const MARK = '/* prepared */'

/**
 * A statement scans ask again and again, always by keys: the embedded store plans it once, where planning costs more
 * than running it. Not for questions with filters that may be absent: a plan for all of them suits none.
 */
export const prepared = <T>(statement: RawBuilder<T>): RawBuilder<T> => sql<T>`${sql.raw(MARK)} ${statement}`

export const isPrepared = (text: string): boolean => text.startsWith(MARK)
