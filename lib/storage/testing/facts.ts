import type { ManifestFacts } from '@/lib/coverage/facts'
import type { JudgedTag, RepositoryJudgement } from '@/lib/coverage/judgement'
import type { Digest } from '@/lib/oci/digest'
import type { TagReading } from '../index-store'

export const digestNo = (n: number): Digest => `sha256:${n.toString(16).padStart(64, '0')}`

export const readingOf = (tag: string, n: number, more: Partial<TagReading> = {}): TagReading => ({
  tag,
  state: 'present',
  digest: digestNo(n),
  etag: `"${digestNo(n)}"`,
  problem: null,
  checkedAt: 1_000,
  verifiedAt: null,
  ...more,
})

export const manifestNo = (n: number, more: Partial<ManifestFacts> = {}): ManifestFacts => ({
  digest: digestNo(n),
  state: 'present',
  problem: null,
  kind: 'image',
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  artifactType: null,
  size: 500,
  entries: [],
  image: {
    platform: { os: 'linux', architecture: 'amd64' },
    createdAt: 1_600_000_000_000,
    labels: { team: 'blue' },
  },
  blobs: [
    { digest: digestNo(1000 + n), size: 10 },
    { digest: digestNo(9999), size: 20 },
  ],
  subject: null,
  checkedAt: 1_000,
  ...more,
})

export const judgedTag = (tag: string, rank: number, more: Partial<JudgedTag> = {}): JudgedTag => ({
  tag,
  rank,
  kind: 'image',
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  artifactType: null,
  size: 30,
  createdAt: 1_600_000_000_000,
  attestations: 0,
  cells: { 'linux/amd64': { status: 'present', digest: digestNo(rank + 1), size: 30 } },
  offers: ['linux/amd64'],
  findings: [],
  ...more,
})

export const judgementOf = (
  tags: JudgedTag[],
  findings: RepositoryJudgement['findings'] = [],
): RepositoryJudgement => ({
  tags,
  findings,
  summary: {
    tags: tags.length,
    complete: tags.length,
    errors: 0,
    warnings: 0,
    findings: {},
    platforms: { 'linux/amd64': tags.length },
  },
})
