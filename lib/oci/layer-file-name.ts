import { bareMediaType } from './media-type'

const ENDINGS: readonly [RegExp, string][] = [
  [/tar[.+]gzip$/, '.tar.gz'],
  [/tar[.+]zstd$/, '.tar.zst'],
  [/[./]tar$/, '.tar'],
  [/[/+]gzip$/, '.gz'],
  [/[/+]json$/, '.json'],
  [/[/+]wasm$/, '.wasm'],
  [/[/+]yaml$/, '.yaml'],
  [/[/+]zip$/, '.zip'],
]

interface NamedLayer {
  digest: string
  mediaType: string
  /** What who pushed it calls it; it may be a whole path, or anything else. */
  title?: string | null
}

/** What a layer is called as a file: its own name, else its digest with the ending its media type tells, if any. */
export function layerFileName({ digest, mediaType, title }: NamedLayer): string {
  const own = title?.split(/[\\/]/).at(-1)?.replaceAll(NOT_IN_A_NAME, '') ?? ''
  if (own.replaceAll('.', '') !== '') return own
  const type = bareMediaType(mediaType)
  const ending = ENDINGS.find(([pattern]) => pattern.test(type))?.[1] ?? ''
  return `${digest.replace(':', '-')}${ending}`
}

// Controls, and what would turn a name around.
const NOT_IN_A_NAME = /[\p{Cc}\p{Cf}]/gu
