import 'server-only'
import { sql } from 'kysely'
import type { JudgedTag } from '@/lib/coverage/judgement'
import type { Digest } from '@/lib/oci/digest'
import type { JudgedChange } from './index-store'
import { prepared } from './prepared'
import type { JudgedFrom } from './sql-judgement'
import { asJson, type Database, textArray } from './sql-places'

interface NewestEvent {
  id: string
  tag: string
  digest: Digest | null
  platforms: string[]
}

interface NewEvent {
  tag: string
  digest: Digest | null
  kind: string | null
  platforms: string[]
  gained: string[]
  lost: string[]
  actor: string | null
  origin: string
}

/**
 * Writes an event for every tag whose digest is not that of its newest one, and for every tag that is gone. What
 * turns out to be there after all is added to the newest event: it is what that digest could be pulled for.
 */
export async function putEvents(
  db: Database,
  id: number,
  tags: readonly JudgedTag[],
  { at, told }: JudgedFrom,
): Promise<Pick<JudgedChange, 'lost'> & { changed: string[] }> {
  const newest = await newestEvents(db, id)
  const digests = new Map([...newest].map(([tag, { digest }]) => [tag, digest]))
  const { rows: present } = await prepared(sql<{ name: string; digest: Digest | null; state: string }>`
    select name, digest, state from tag where repository_id = ${id}`).execute(db)
  const judged = new Map(tags.map((tag) => [tag.tag, tag]))
  const events: NewEvent[] = []
  const grown: { id: string; platforms: string[] }[] = []
  const tell = (tag: string) => told.get(tag) ?? { origin: 'scan' as const, actor: null }

  for (const { name, digest, state } of present) {
    const tag = judged.get(name)
    const before = newest.get(name)
    newest.delete(name)
    if (!tag || state !== 'present' || digest === null) continue
    const platforms = presentKeys(tag)
    if (before?.digest !== digest) {
      const change = changeOf(before?.platforms ?? [], platforms, before === undefined)
      events.push({ tag: name, digest, kind: tag.kind, platforms, ...change, ...tell(name) })
    } else if (platforms.some((key) => !before.platforms.includes(key))) {
      grown.push({ id: before.id, platforms: [...new Set([...before.platforms, ...platforms])] })
    }
  }
  for (const [tag, before] of newest) {
    if (before.digest === null) continue
    const gone = { digest: null, kind: null, platforms: [], gained: [], lost: before.platforms }
    events.push({ tag, ...gone, ...tell(tag) })
  }
  await add(db, id, at, events)
  await grow(db, grown)
  return {
    changed: events.map(({ tag }) => tag),
    lost: events.flatMap(({ tag, lost, digest }) =>
      lost.length > 0 ? [{ tag, platforms: lost, digest, before: digests.get(tag) ?? null }] : [],
    ),
  }
}

const presentKeys = ({ cells }: JudgedTag): string[] =>
  Object.keys(cells).filter((key) => cells[key]?.status === 'present')

/** Another build of Windows is not another platform. */
const withoutVersion = (key: string): string => key.replace(/\([^)]*\)/, '')

function changeOf(before: readonly string[], now: readonly string[], first: boolean) {
  const lacksIn = (keys: readonly string[]) => {
    const known = new Set(keys.map(withoutVersion))
    return (key: string) => !known.has(withoutVersion(key))
  }
  return { gained: first ? [] : now.filter(lacksIn(before)), lost: before.filter(lacksIn(now)) }
}

async function newestEvents(db: Database, id: number): Promise<Map<string, NewestEvent>> {
  const { rows } = await prepared(sql<NewestEvent>`
    select distinct on (tag) id, tag, digest, platforms from tag_event
    where repository_id = ${id} order by tag, id desc`).execute(db)
  return new Map(rows.map((row) => [row.tag, row]))
}

async function add(db: Database, id: number, at: number, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  await prepared(sql`
    insert into tag_event (repository_id, tag, at, digest, kind, platforms, gained, lost, actor, origin)
    select ${id}, r.tag, ${at}, r.digest, r.kind, ${textArray('r.platforms')}, ${textArray('r.gained')},
      ${textArray('r.lost')}, r.actor, r.origin
    from jsonb_to_recordset(${asJson(events)}::jsonb) as r
      (tag text, digest text, kind text, platforms jsonb, gained jsonb, lost jsonb, actor text, origin text)`).execute(
    db,
  )
}

async function grow(db: Database, events: readonly { id: string; platforms: string[] }[]): Promise<void> {
  if (events.length === 0) return
  await sql`update tag_event set platforms = ${textArray('r.platforms')}
    from jsonb_to_recordset(${asJson(events)}::jsonb) as r (id bigint, platforms jsonb)
    where tag_event.id = r.id`.execute(db)
}
