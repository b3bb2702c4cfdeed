import { isRecord } from '@/lib/oci/json'

/** Enough for every address and licence people read; a document may hold megabytes in one string. */
const TEXT_MAX = 2048

/** A text of somebody else's document, cut where it is absurd; null where there is none. */
export function readText(value: unknown, max = TEXT_MAX): string | null {
  if (typeof value !== 'string') return null
  const text = value.trim()
  if (text === '') return null
  return text.length <= max ? text : `${copyOf(text.slice(0, max))}…`
}

/** A slice keeps the whole string alive that it was cut from; its bytes do not. */
const copyOf = (slice: string): string => new TextDecoder().decode(new TextEncoder().encode(slice))

export function readFlag(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null
}

/** The members of an object that are objects themselves, by a path of keys; null where one is missing. */
export function dig(value: unknown, ...path: string[]): Record<string, unknown> | null {
  let here: unknown = value
  for (const key of path) {
    if (!isRecord(here) || !Object.hasOwn(here, key)) return null
    here = here[key]
  }
  return isRecord(here) ? here : null
}

export const asArray = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** The first `max` of a list, and how many there are. */
export function firstOf<T>(items: unknown, max: number, read: (item: unknown) => T | null) {
  const all = asArray(items)
  const kept: T[] = []
  for (const item of all.slice(0, max)) {
    const one = read(item)
    if (one !== null) kept.push(one)
  }
  return { items: kept, count: all.length }
}

/** A digest set (in-toto, digest_set.md) as `algorithm:value`, the way digests are written everywhere else. */
export function readDigestSet(value: unknown): string[] {
  if (!isRecord(value)) return []
  return Object.entries(value)
    .slice(0, DIGESTS_MAX)
    .flatMap(([algorithm, digest]) => {
      const text = readText(digest, 256)
      return text === null ? [] : [`${readText(algorithm, 32) ?? '?'}:${text}`]
    })
}

const DIGESTS_MAX = 8
