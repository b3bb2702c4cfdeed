import 'server-only'

export type EntryType =
  | 'file'
  | 'folder'
  | 'symlink'
  | 'hardlink'
  | 'character device'
  | 'block device'
  | 'fifo'
  /** Stands at the path it hides. */
  | 'whiteout'
  /** Stands at the folder whose lower content it hides. */
  | 'opaque'

/** One path of a layer or of merged layers. */
export interface LayerEntry {
  /** From the root, without a slash in front and without `.` or `..`; `''` is the root itself. */
  path: string
  type: EntryType
  /** Bytes; 0 for all but files. */
  size: number
  /** Permission bits; null where no layer names this folder and paths in it imply it. */
  mode: number | null
  uid: number | null
  gid: number | null
  /** Seconds since the epoch. */
  modified: number | null
  linkTo: string | null
  /** The path as the layer wrote it, where it lands somewhere else. */
  writtenAs: string | null
  /** SHA-256 of a file's bytes in base64; null where there are none. */
  content: string | null
  /** Place of the layer it comes from, 0 the lowest; 0 in the list of one layer. */
  layer: number
  /** Entries of this path that stand before it in its layer: a tar may have one twice, and the last one counts. */
  earlier: number
  /** Where a table of contents says the bytes of a file lie; null where none does. */
  place: BlobPlace | null
}

/** A part of a layer's blob that unpacks by itself, to the bytes of a file among others. */
export interface BlobPlace {
  /** Bytes of the blob; `to` is the first behind them. */
  from: number
  to: number
  /** Unpacked bytes in front of those of the file. */
  skip: number
}

/** A path of a list, with what lies in front of it there. */
export interface ListedEntry extends LayerEntry {
  key: string
  /** Files and their bytes in front of it in the order of the list. */
  before: Totals
}

export interface Totals {
  files: number
  /** Bytes. */
  size: number
}

export const isFolder = ({ type }: Pick<LayerEntry, 'type'>): boolean => type === 'folder'

/** Whiteouts say what is not there. */
export const isMarker = ({ type }: Pick<LayerEntry, 'type'>): boolean =>
  type === 'whiteout' || type === 'opaque'
