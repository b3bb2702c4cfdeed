import 'server-only'
import type { FileList } from '@/lib/layers/file-list'
import type { LayerEntry, ListedEntry } from '@/lib/layers/layer-entry'
import { landingPath, parentOf } from '@/lib/layers/path-key'

/** Symbolic links followed, as Linux does. */
const LINKS_MAX = 40

export type Followed =
  | { kind: 'found'; entry: ListedEntry }
  /** `at` is the path that is not there: the one asked for, or where a link to it leads. */
  | { kind: 'missing'; at: string }
  | { kind: 'circle' }

/**
 * What is at a path, through symbolic links of it and of its folders, and through hard links. They are followed inside
 * of the image: nothing outside of it can be reached.
 */
export async function followLinks(list: FileList, path: string): Promise<Followed> {
  let wanted = path
  for (let links = 0; links < LINKS_MAX; links++) {
    const entry = await list.at(wanted)
    const next = entry === null ? await throughFolders(list, wanted) : targetOf(entry)
    if (next !== null) wanted = next
    else return entry === null ? { kind: 'missing', at: wanted } : { kind: 'found', entry }
  }
  return { kind: 'circle' }
}

export const linksInCircles = (path: string): string =>
  `/${path} leads through more than ${LINKS_MAX} links: they may go in circles.`

/** Where a path leads whose folder is a link; null when there is none. */
async function throughFolders(list: FileList, path: string): Promise<string | null> {
  for (let folder = parentOf(path); folder !== ''; folder = parentOf(folder)) {
    const entry = await list.at(folder)
    if (entry?.type === 'symlink') return landingPath(`${targetOf(entry)}${path.slice(folder.length)}`)
  }
  return null
}

/** Null for what is no link. */
function targetOf({ type, path, linkTo }: LayerEntry): string | null {
  const target = linkTo ?? ''
  if (type === 'hardlink') return landingPath(target)
  if (type !== 'symlink') return null
  return landingPath(target.startsWith('/') ? target : `${parentOf(path)}/${target}`)
}
