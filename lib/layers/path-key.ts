import 'server-only'

/** Below every character a name has in a key, so that all that is in a folder follows it at once. */
const SEPARATOR = '\u0001'
const AFTER_SEPARATOR = '\u0002'

/**
 * What a path is sorted by: a folder comes right in front of everything in it. Keys hold no control character but the
 * separator, so that they stand in a line, and nothing from the surrogates on, so that bytes and characters have the
 * same order.
 */
export const pathKey = (path: string): string =>
  path === '' ? '' : path.split('/').map(escapeName).join(SEPARATOR)

// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is escaped
const ESCAPED = /[\u0000-\u001f%\ud800-\uffff]/

const escapeName = (name: string): string =>
  ESCAPED.test(name)
    ? name.replace(new RegExp(ESCAPED, 'g'), (it) => `%${it.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : name

/** The first key that can be in a folder, and the first that comes after all that is in it. */
export const insideOf = (key: string): string => (key === '' ? SEPARATOR : key + SEPARATOR)
export const afterFolder = (key: string): string => (key === '' ? '\uffff' : key + AFTER_SEPARATOR)

export const isInside = (key: string, folder: string): boolean =>
  folder === '' ? key !== '' : key.startsWith(folder + SEPARATOR)

/** Paths of the folders a path is in, outermost first, the root left out. */
export function foldersOf(path: string): string[] {
  const found: string[] = []
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1))
    found.push(path.slice(0, slash))
  return found
}

export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Where a path lands that was written in a layer: below the root, whatever it climbs or begins with. */
export function landingPath(written: string): string {
  const parts: string[] = []
  for (const part of written.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

/** Whether a path was written as builders write it, `./` in front and `/` behind allowed. */
export const isPlainPath = (written: string, landing: string): boolean =>
  written.replace(/^(\.\/)+/, '').replace(/\/+$/, '') === landing || /^\.?\/*$/.test(written)
