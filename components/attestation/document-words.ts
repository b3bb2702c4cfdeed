import type { DocumentKind } from '@/lib/contract/attestation'

/** What a document is, for people who do not know the formats. */
export const KIND_IN_WORDS = {
  provenance: 'Provenance',
  sbom: 'SBOM',
  signature: 'Signature',
  vulnerabilities: 'Vulnerability report',
  other: 'Document',
} as const satisfies Record<DocumentKind, string>

/** The question it answers. */
export const KIND_ANSWERS = {
  provenance: 'How it was built: by whom, from which source, with what.',
  sbom: 'What is in it: packages, versions, licences.',
  signature: 'That somebody with a key vouches for it.',
  vulnerabilities: 'Which known weaknesses it has, or has not.',
  other: 'Something else that was said about it.',
} as const satisfies Record<DocumentKind, string>

const FORMATS: readonly [RegExp, (match: RegExpExecArray) => string][] = [
  [/slsa\.dev\/provenance\/v?([\d.]+)/, ([, version]) => `SLSA ${version}`],
  [/^SPDX-([\d.]+)/, ([, version]) => `SPDX ${version}`],
  [/spdx/i, () => 'SPDX'],
  [/^CycloneDX ?([\d.]*)/, ([, version]) => (version ? `CycloneDX ${version}` : 'CycloneDX')],
  [/cyclonedx/i, () => 'CycloneDX'],
  [/cosign\.sigstore\.dev\/attestation\/vuln/, () => 'cosign, vulnerabilities'],
  [/simplesigning|cosign container image signature/, () => 'cosign'],
  [/openvex/, () => 'OpenVEX'],
]

/** A predicate type or format, shortened where it is one that people know; as it is otherwise. */
export function formatInWords(type: string): string {
  for (const [pattern, words] of FORMATS) {
    const match = pattern.exec(type)
    if (match) return words(match)
  }
  return type
}

/** "SBOM and provenance", "2 SBOMs": each kind once, in the order of what people look for. */
export function kindsInWords(kinds: readonly DocumentKind[]): string {
  const counted = ORDER.flatMap((kind) => {
    const count = kinds.filter((one) => one === kind).length
    if (count === 0) return []
    return [count === 1 ? SINGULARS[kind] : `${count} ${PLURALS[kind]}`]
  })
  const last = counted.pop()
  return counted.length === 0 ? (last ?? '') : `${counted.join(', ')} and ${last}`
}

const ORDER = ['sbom', 'provenance', 'signature', 'vulnerabilities', 'other'] as const
const SINGULARS = {
  provenance: 'provenance',
  sbom: 'SBOM',
  signature: 'signature',
  vulnerabilities: 'vulnerability report',
  other: 'document',
} as const satisfies Record<DocumentKind, string>
const PLURALS = {
  provenance: 'provenances',
  sbom: 'SBOMs',
  signature: 'signatures',
  vulnerabilities: 'vulnerability reports',
  other: 'documents',
} as const satisfies Record<DocumentKind, string>
