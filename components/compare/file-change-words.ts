import { modeText } from '@/components/files/file-mode'
import type { FileDifference } from '@/lib/contract/files'

/** What of a changed file differs, in words; empty for one that is on one side alone. */
export function fieldsInWords({ fields, a, b }: FileDifference): string {
  const has = new Set(fields)
  const words: string[] = []
  if (has.has('type')) words.push(`${a?.type} becomes ${b?.type}`)
  // Another size is other content.
  if (has.has('content') || has.has('size')) words.push('content')
  if (has.has('link')) words.push(`leads to ${b?.linkTo ?? 'nothing'} instead of ${a?.linkTo ?? 'nothing'}`)
  if (has.has('owner')) words.push(`owner ${ownerOf(a)} → ${ownerOf(b)}`)
  if (has.has('mode')) words.push(`permissions ${permissionsOf(a)} → ${permissionsOf(b)}`)
  return words.join(', ')
}

type Entry = FileDifference['a']

const ownerOf = (entry: Entry): string => `${entry?.uid ?? '?'}:${entry?.gid ?? '?'}`

const permissionsOf = (entry: Entry): string =>
  entry === null || entry.mode === null ? '?' : modeText(entry.type, entry.mode).slice(1)
