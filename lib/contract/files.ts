import { z } from 'zod'
import { FlagParam, LimitParam, listOf } from './list'
import { Bytes, Digest, Instant } from './oci'

/** A path in a layer: without a slash in front, `''` is the root. */
const PathParam = z.string().max(4096).default('')

/** It may hold a path. */
const CursorParam = z.string().max(8192).optional()

/** Which files: of one layer, or of a whole image with everything above hiding what is below. */
const Source = {
  /** A whole reference, with a tag or a digest. */
  ref: z.string().max(1024),
  /**
   * Which image of an index: `os/architecture[/variant]`, or an entry's `key` as a comparison tells it. It may be left
   * out where there is one alone.
   */
  platform: z.string().max(256).optional(),
  /** One layer of that image by itself, whiteouts shown; without it the merged file system. */
  layer: Digest.optional(),
}

export const FILE_VIEWS = ['folder', 'search', 'biggest', 'folders', 'wasted'] as const
export type FileView = (typeof FILE_VIEWS)[number]

export const FilesQuery = z.strictObject({
  ...Source,
  /**
   * `folder`: what lies in `path`, folders first; of what is no folder, that alone; links are followed in the image.
   * `search`: every path below `path` that contains `q`, or matches it as a glob. `biggest`: the largest files,
   * `folders`: the largest folders with all that is in them, `wasted`: what a layer above deletes or replaces, so that
   * it is pulled for nothing; largest first.
   */
  view: z.enum(FILE_VIEWS).default('folder'),
  path: PathParam,
  q: z.string().min(1).max(512).optional(),
  limit: LimitParam(1000, 200),
  cursor: CursorParam,
  /** Seconds to wait for layers that have to be read first; what is not read by then is told as progress. */
  wait: z.coerce.number().int().min(0).max(60).default(1),
  /** Begins no reading and waits for none: tells what would have to be read. */
  peek: FlagParam,
})
export type FilesQuery = z.infer<typeof FilesQuery>

export const FileType = z.enum([
  'file',
  'folder',
  'symlink',
  'hardlink',
  'character device',
  'block device',
  'fifo',
  /** Hides a path of the layers below. */
  'whiteout',
  /** Hides everything that layers below have in this folder. */
  'opaque',
])
export type FileType = z.infer<typeof FileType>

export const FileEntry = z.object({
  /** From the root, without a slash in front; text as the layer has it. */
  path: z.string(),
  type: FileType,
  /** Bytes; of a folder, everything in it. 0 for links. */
  size: Bytes,
  /** Files in a folder, however deep; null for everything else. */
  files: z.int().nonnegative().nullable(),
  /** Permission bits, 0 to 0o7777; null for a folder that no layer names and files imply. */
  mode: z.int().nonnegative().nullable(),
  uid: z.int().nonnegative().nullable(),
  gid: z.int().nonnegative().nullable(),
  modifiedAt: Instant.nullable(),
  /** Where a link points, as written. */
  linkTo: z.string().nullable(),
  /** Place of the layer it comes from, 0 the lowest. */
  layer: z.int().nonnegative(),
  /** How the layer wrote the path where that is not how it lands: absolute, or climbing out with `..`. */
  writtenAs: z.string().nullable(),
  /** In `wasted`: what became of it, and the place of the layer that did it. */
  lost: z.object({ how: z.enum(['deleted', 'replaced']), layer: z.int().nonnegative() }).nullable(),
})
export type FileEntry = z.infer<typeof FileEntry>

export const LayerProblem = z.object({
  code: z.enum([
    /** The registry no longer has it. */
    'LAYER_MISSING',
    /** The registry cannot be asked, or serves something else. */
    'LAYER_UNREADABLE',
    /** Not a tar, or it breaks off: what was read until then is listed. */
    'LAYER_CORRUPT',
    /** It expands beyond all bounds: what was read until then is listed. */
    'LAYER_TOO_LARGE',
    /** Not a file system: another kind of artifact, encrypted, or held elsewhere. */
    'LAYER_UNSUPPORTED',
  ]),
  message: z.string(),
})
export type LayerProblem = z.infer<typeof LayerProblem>

export const ReadLayer = z.object({
  digest: Digest,
  mediaType: z.string(),
  /** Bytes in the registry. */
  size: Bytes,
  state: z.enum(['waiting', 'reading', 'ready', 'failed']),
  /** Bytes read so far. */
  done: Bytes,
  /** Paths in it; null until it was read. */
  entries: z.int().nonnegative().nullable(),
  /**
   * Read from a table of contents instead of whole, or to be: then its files are opened by the part they lie in. One
   * whose table turns out to be wrong is read whole, and has null here.
   */
  toc: z.enum(['estargz', 'zstd:chunked']).nullable(),
  /** A layer that breaks off is `ready` with what it has, and a problem. */
  problem: LayerProblem.nullable(),
})
export type ReadLayer = z.infer<typeof ReadLayer>

export const FilesResponse = listOf(FileEntry).extend({
  /** `reading`: layers are still read, `items` is empty; ask again. */
  state: z.enum(['reading', 'ready']),
  /** The image whose files these are. */
  digest: Digest,
  platform: z.string().nullable(),
  /** Those that matter to this question, lowest first. */
  layers: z.array(ReadLayer),
  /** The folder asked for; null while reading, and where the path leads to something else: it is the one item. */
  folder: FileEntry.nullable(),
  /** Of everything listed. `wasted`: bytes that layers above delete or replace. Null while reading. */
  summary: z
    .object({
      files: z.int().nonnegative(),
      folders: z.int().nonnegative(),
      size: Bytes,
      wasted: Bytes,
    })
    .nullable(),
})
export type FilesResponse = z.infer<typeof FilesResponse>

export const FileQuery = z.strictObject({
  ...Source,
  path: z.string().min(1).max(4096),
  /** Only so many bytes from the start: a look into a large file. */
  bytes: z.coerce
    .number()
    .int()
    .min(1)
    .max(16 * 1024 * 1024)
    .optional(),
  /** As a file to save, instead of something to look at. */
  download: FlagParam,
})
export type FileQuery = z.infer<typeof FileQuery>

const side = { a: z.string().max(1024), b: z.string().max(1024) }

/** The files of two images: `a` and `b` are whole references. */
export const CompareFilesQuery = z.strictObject({
  ...side,
  /** Which images of two indexes: `os/architecture[/variant]`, or an entry's `key`; each may be left out where there is one alone. */
  platformA: z.string().max(256).optional(),
  platformB: z.string().max(256).optional(),
  /** `files`: every path that is not the same on both sides. `folders`: bytes of each folder in `path`, side by side. */
  view: z.enum(['files', 'folders']).default('files'),
  path: PathParam,
  /** Only those. */
  change: z.enum(['added', 'removed', 'changed']).optional(),
  q: z.string().min(1).max(512).optional(),
  limit: LimitParam(1000, 200),
  cursor: CursorParam,
  wait: z.coerce.number().int().min(0).max(60).default(1),
})
export type CompareFilesQuery = z.infer<typeof CompareFilesQuery>

export const FileDifference = z.object({
  path: z.string(),
  change: z.enum(['added', 'removed', 'changed', 'same']),
  a: FileEntry.nullable(),
  b: FileEntry.nullable(),
  /** What differs of a changed one. Times alone are no change. */
  fields: z.array(z.enum(['type', 'content', 'size', 'mode', 'owner', 'link'])),
})
export type FileDifference = z.infer<typeof FileDifference>

export const CompareFilesResponse = listOf(FileDifference).extend({
  state: z.enum(['reading', 'ready']),
  layersA: z.array(ReadLayer),
  layersB: z.array(ReadLayer),
  /** Of the whole images; null while reading. Bytes are those of b less those of a. */
  summary: z
    .object({
      added: z.int().nonnegative(),
      removed: z.int().nonnegative(),
      changed: z.int().nonnegative(),
      same: z.int().nonnegative(),
      bytes: z.int(),
    })
    .nullable(),
})
export type CompareFilesResponse = z.infer<typeof CompareFilesResponse>
