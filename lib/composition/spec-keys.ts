import type { CompositionSpec, SpecEntry } from './spec'

/** Every key of a spec, as people may write it, and the name it has in our shapes. */
export const ROOT_KEYS = {
  image: 'image',
  tags: 'tags',
  format: 'format',
  mediaType: 'mediaType',
  artifactType: 'artifactType',
  subject: 'subject',
  annotations: 'annotations',
  manifests: 'manifests',
} as const satisfies Record<string, keyof CompositionSpec>

export const ENTRY_KEYS = {
  image: 'image',
  digest: 'digest',
  platform: 'platform',
  artifactType: 'artifactType',
  attestations: 'attestations',
  annotations: 'annotations',
} as const satisfies Record<string, keyof SpecEntry>

/** manifest-tool reads `osversion` and `osfeatures`; people write what the image-spec calls them. */
export const PLATFORM_KEYS = {
  architecture: 'architecture',
  os: 'os',
  variant: 'variant',
  osversion: 'os.version',
  'os.version': 'os.version',
  osfeatures: 'os.features',
  'os.features': 'os.features',
  features: 'features',
} as const satisfies Record<string, keyof SpecEntry['platform']>

/** Whether manifest-tool would read the spec and see all of it: it reads over the keys that are ours alone. */
export function isPlainSpec({
  format,
  mediaType,
  artifactType,
  subject,
  manifests,
}: CompositionSpec): boolean {
  const ours = [format, mediaType, artifactType, subject].some(Boolean)
  const inEntries = manifests.some(
    ({ digest, attestations, artifactType: type, annotations }) =>
      Boolean(digest || attestations || type) || Object.keys(annotations).length > 0,
  )
  return !ours && !inEntries
}

/** The known key somebody probably meant, or null. */
export function suggestKey(written: string, known: readonly string[]): string | null {
  const plain = simplify(written)
  const exact = known.find((key) => simplify(key) === plain)
  if (exact) return exact
  const scored = known
    .map((key) => ({ key, distance: editDistance(plain, simplify(key)) }))
    .filter(({ key, distance }) => distance <= Math.max(1, Math.floor(key.length / 4)))
    .sort((a, b) => a.distance - b.distance)
  return (plain.length <= 32 && scored[0]?.key) || null
}

const simplify = (key: string) => key.toLowerCase().replace(/[^a-z0-9]/g, '')

/** Levenshtein, with two neighbours swapped counted as one slip. Keys are short. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 3) return Number.POSITIVE_INFINITY
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  const cell = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY
  for (let i = 1; i <= a.length; i++) {
    rows[i] = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap =
        a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? cell(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY
      const replace = cell(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      rows[i]?.push(Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, replace, swap))
    }
  }
  return cell(a.length, b.length)
}
