import 'server-only'
import { type Kysely, sql } from 'kysely'

/**
 * What scans learn. Names are compared byte by byte (`collate "C"`), so that both engines page alike; sets are
 * arrays under a GIN index: one look-up answers "which have this and not that".
 */
// biome-ignore lint/suspicious/noExplicitAny: a migration precedes the schema of today
export async function createCoverageIndex(db: Kysely<any>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table repository (
    id integer generated always as identity primary key,
    registry text collate "C" not null,
    name text collate "C" not null,
    /** Last asked for its tags; null when it never answered. */
    checked_at bigint,
    problem text,
    judged_at bigint,
    /** Grows with every reading; what is judged from older facts never replaces what was judged from newer ones. */
    version bigint not null default 0,
    judged_version bigint not null default -1,
    /** Which policies and ignores it was judged by: told apart by their hash. */
    judged_rules text,
    tags integer not null default 0,
    complete integer not null default 0,
    errors integer not null default 0,
    warnings integer not null default 0,
    /** Counts by finding code, and tags by platform key. */
    findings jsonb not null default '{}',
    platforms jsonb not null default '{}',
    unique (registry, name)
  )`,
  `create table tag (
    id bigint generated always as identity primary key,
    repository_id integer not null references repository (id) on delete cascade,
    name text collate "C" not null,
    rank integer not null default 0,
    state text not null,
    digest text collate "C",
    etag text,
    problem text,
    found_at bigint not null,
    changed_at bigint not null,
    kind text not null default 'unknown',
    media_type text,
    artifact_type text,
    size bigint,
    created_at bigint,
    attestations integer not null default 0,
    cells jsonb not null default '{}',
    offers text[] not null default '{}',
    /** Codes of findings that count. */
    codes text[] not null default '{}',
    errors integer not null default 0,
    warnings integer not null default 0,
    unique (repository_id, name)
  )`,
  /** When a tag was asked for last, apart from it: every scan writes this, and rarely anything else. */
  `create table tag_check (
    repository_id integer not null,
    name text collate "C" not null,
    checked_at bigint not null,
    verified_at bigint,
    primary key (repository_id, name),
    foreign key (repository_id, name) references tag (repository_id, name) on delete cascade
  )`,
  `create index tag_in_order on tag (repository_id, rank desc, name desc)`,
  `create index tag_digest on tag (digest)`,
  `create index tag_offers on tag using gin (offers)`,
  `create index tag_sets on tag (offers) include (id)`,
  `create index tag_failing on tag (repository_id, rank desc, name desc) where errors > 0`,
  `create index tag_codes on tag using gin (codes)`,
  `create index tag_name on tag (name) include (id)`,
  `create table manifest (
    repository_id integer not null references repository (id) on delete cascade,
    digest text collate "C" not null,
    state text not null,
    problem text,
    kind text not null,
    media_type text not null,
    artifact_type text,
    size bigint not null,
    entries jsonb not null default '[]',
    image jsonb,
    blobs jsonb not null default '[]',
    subject text collate "C",
    /** The digests of \`entries\`, and of \`blobs\`: what a look-up backwards asks. */
    child_digests text[] collate "C" not null default '{}',
    blob_digests text[] collate "C" not null default '{}',
    /** Whether no tag leads to it, as last judged. */
    untagged boolean not null default false,
    found_at bigint not null,
    checked_at bigint not null,
    primary key (repository_id, digest)
  )`,
  // Nothing is looked up in them as they are, and counting what they hold is most of the work of `analyze`.
  `alter table manifest alter entries set statistics 0, alter image set statistics 0, alter blobs set statistics 0`,
  `create index manifest_digest on manifest (digest)`,
  `create index manifest_untagged on manifest (repository_id, digest) where untagged`,
  `create index manifest_children on manifest using gin (child_digests)`,
  `create index manifest_blobs on manifest using gin (blob_digests)`,
  `create index manifest_labels on manifest using gin ((image -> 'labels'))`,
  `create table finding (
    id bigint generated always as identity primary key,
    repository_id integer not null references repository (id) on delete cascade,
    /** Null for what is found of the repository itself. */
    tag_id bigint references tag (id) on delete cascade,
    ref text not null,
    code text not null,
    severity text not null,
    platform text,
    message text not null,
    details jsonb,
    found_at bigint not null,
    ignored_by text
  )`,
  `create index finding_of_tag on finding (tag_id)`,
  `create index finding_of_repository on finding (repository_id, code)`,
  `create index finding_child_missing on finding (tag_id) where code = 'CHILD_MISSING'`,
  `create index finding_of_no_tag on finding (repository_id) where tag_id is null`,
  `create table tag_event (
    id bigint generated always as identity primary key,
    repository_id integer not null references repository (id) on delete cascade,
    tag text collate "C" not null,
    at bigint not null,
    digest text collate "C",
    kind text,
    platforms text[] not null default '{}',
    gained text[] not null default '{}',
    lost text[] not null default '{}',
    actor text,
    /** What told of it: scan, webhook, push, restore. */
    origin text not null
  )`,
  `create index tag_event_of_tag on tag_event (repository_id, tag, id desc)`,
  `create index tag_event_lost on tag_event (at) where lost <> '{}'`,
  `create table composition (
    registry text collate "C" not null,
    repository text collate "C" not null,
    tag text collate "C" not null,
    digest text collate "C" not null,
    at bigint not null,
    actor text not null,
    spec text not null,
    primary key (registry, repository, tag)
  )`,
  `create table composition_source (
    id bigint generated always as identity primary key,
    registry text collate "C" not null,
    repository text collate "C" not null,
    tag text collate "C" not null,
    source_registry text collate "C" not null,
    source_repository text collate "C" not null,
    source_tag text collate "C",
    digest text collate "C" not null,
    platform text,
    foreign key (registry, repository, tag) references composition on delete cascade
  )`,
  `create index composition_source_of on composition_source (registry, repository, tag)`,
  `create index composition_source_at on composition_source (source_registry, source_repository, source_tag)`,
  `create table policy (
    id text primary key,
    registry text,
    match text not null,
    tags text not null,
    require text[] not null,
    actor text not null,
    created_at bigint not null
  )`,
  `create table ignore (
    id text primary key,
    registry text,
    match text not null,
    tags text not null,
    code text not null,
    platform text,
    reason text not null,
    /** The first moment it no longer holds. */
    until bigint not null,
    actor text not null,
    created_at bigint not null
  )`,
  `create table scan (
    id text primary key,
    registry text collate "C" not null,
    mode text not null,
    /** Null for the whole registry, else \`[{repository, tags: [...] or null}]\`. */
    scope jsonb,
    reason text not null,
    actor text not null,
    state text not null,
    problem text,
    /** Why it stands still, until it goes on. */
    paused text,
    created_at bigint not null,
    started_at bigint,
    finished_at bigint,
    /** When another process took over what a killed one had left. */
    resumed_at bigint,
    listed boolean not null default false,
    leased_by text,
    leased_until bigint
  )`,
  // One whole scan of a registry at a time, and one more in line.
  `create unique index scan_one_whole on scan (registry, state)
    where scope is null and state in ('waiting', 'running')`,
  `create index scan_newest on scan (registry, created_at desc)`,
  `create index scan_open on scan (state) where state in ('waiting', 'running')`,
  `create table scan_item (
    scan_id text not null references scan (id) on delete cascade,
    repository text collate "C" not null,
    tags text[],
    state text not null default 'waiting',
    problem text,
    found integer not null default 0,
    checked integer not null default 0,
    changed integer not null default 0,
    errors integer not null default 0,
    leased_by text,
    leased_until bigint,
    primary key (scan_id, repository)
  )`,
  `create index scan_item_open on scan_item (scan_id, state) where state in ('waiting', 'running')`,
  `create table coverage_point (
    registry text collate "C" not null,
    at bigint not null,
    tags integer not null,
    complete integer not null,
    errors integer not null,
    warnings integer not null,
    platforms jsonb not null,
    findings jsonb not null,
    primary key (registry, at)
  )`,
  `create table webhook_event (
    id text primary key,
    at bigint not null
  )`,
].map((statement) => statement.replace(/^\s*\/\*\*.*\*\/\n/gm, ''))
