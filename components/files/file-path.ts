/** Paths of an image: without a slash in front, `''` is the root. */

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** A path as people write it. */
export const shownPath = (path: string): string => `/${path}`

export interface PathPart {
  name: string
  path: string
}

/** Every folder on the way to a path, and itself; the root left out. */
export function pathParts(path: string): PathPart[] {
  if (path === '') return []
  const names = path.split('/')
  return names.map((name, place) => ({ name, path: names.slice(0, place + 1).join('/') }))
}

/** Where a link leads inside of the image, by its text alone: nothing climbs above the root. */
export function linkTarget(path: string, linkTo: string, type: 'symlink' | 'hardlink'): string {
  const isRelative = type === 'symlink' && !linkTo.startsWith('/')
  const parts = isRelative ? parentOf(path).split('/') : []
  for (const part of linkTo.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.filter(Boolean).join('/')
}
