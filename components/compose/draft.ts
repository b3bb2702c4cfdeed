import { z } from 'zod'

/** What the address asks the composer to open with. */
export interface ComposeQuery {
  from?: string
  target?: string
  /** An existing index, to change it entry by entry. */
  edit?: string
  /** A tag, to begin with what mends it. */
  repair?: string
}

export interface Draft {
  text: string
  /** The address it was opened from: the same address finds the same draft again. */
  seed: string
  /** The draft that was put aside for this one. */
  earlier: string | null
}

const STORAGE_KEY = 'manifold.compose'
const StoredDraft = z.object({ text: z.string(), seed: z.string(), earlier: z.string().nullable() })

const NO_DRAFT: Draft = { text: '', seed: '', earlier: null }

/** The draft to show. An address that asks for something else starts anew and keeps the old draft beside it. */
export function openDraft(stored: Draft | null, query: ComposeQuery, seedText: string): Draft {
  const kept = stored ?? NO_DRAFT
  const seed = seedOf(query)
  if (seed === '' || seed === kept.seed) return kept
  return { ...replaceDraft(kept, seedText), seed }
}

/** Another text takes the draft's place, which is kept beside it unless there is nothing to keep. */
export function replaceDraft({ text, seed, earlier }: Draft, next: string): Draft {
  const aside = text.trim() === '' ? earlier : text
  return { text: next, seed, earlier: aside === next ? null : aside }
}

/**
 * Null where there is none, or one this version cannot read. Lives as long as the browser's tab, so that two tabs
 * compose two things; what must outlive it is a link or a file.
 */
export function loadDraft(storage: Pick<Storage, 'getItem'>): Draft | null {
  try {
    return StoredDraft.parse(JSON.parse(storage.getItem(STORAGE_KEY) ?? 'null'))
  } catch {
    // A draft of another version, or a browser without storage: a fresh start is the honest answer.
    return null
  }
}

export function saveDraft(storage: Pick<Storage, 'setItem'>, draft: Draft): void {
  try {
    storage.setItem(STORAGE_KEY, JSON.stringify(draft))
  } catch {
    // A full or forbidden storage only costs the draft on reload; typing must go on.
  }
}

const seedOf = ({ from, target, edit, repair }: ComposeQuery): string =>
  from || target || edit || repair
    ? JSON.stringify([
        from ?? '',
        target ?? '',
        ...(edit ? [edit] : []),
        ...(repair ? ['repair', repair] : []),
      ])
    : ''
