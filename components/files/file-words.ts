import type { FileEntry } from '@/lib/contract/files'

/** `0:0`, or a dash for a folder that nothing names. */
export function ownerText({ uid, gid }: Pick<FileEntry, 'uid' | 'gid'>): string {
  return uid === null || gid === null ? '–' : `${uid}:${gid}`
}

/** Whether there is anything behind a row: whiteouts only say what is not there. */
export const isOpenable = ({ type }: Pick<FileEntry, 'type'>): boolean =>
  type !== 'whiteout' && type !== 'opaque'

/** Bytes that somebody can look at; links are followed to theirs. */
export const hasContent = ({ type }: Pick<FileEntry, 'type'>): boolean =>
  type === 'file' || type === 'hardlink' || type === 'symlink'

/** What an entry of a layer does to the layers below, as a sentence; null where it only adds. */
export function markerWords({ type }: Pick<FileEntry, 'type'>): string | null {
  if (type === 'whiteout') return 'deletes this path of the layers below (whiteout)'
  if (type === 'opaque') return 'hides everything the layers below have in this folder (opaque)'
  return null
}

/** Said where the layer wrote a path in a way that lands somewhere else. */
export function writtenWords({ writtenAs }: Pick<FileEntry, 'writtenAs'>): string | null {
  if (writtenAs === null) return null
  if (writtenAs.split('/').includes('..'))
    return `The layer wrote ${writtenAs}, which climbs with "..": it lands here, inside of the image.`
  if (writtenAs.startsWith('/'))
    return `The layer wrote ${writtenAs}, an absolute path: it lands here, inside of the image.`
  return `The layer wrote ${writtenAs}: it lands here.`
}

/** What became of a wasted file. */
export function lostWords({ lost }: Pick<FileEntry, 'lost'>): string | null {
  return lost && `${lost.how} by layer ${lost.layer + 1}`
}
