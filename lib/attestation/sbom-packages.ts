import type { Sbom, SbomPackage } from './document'

/** More than any image has; the rest of a longer list is counted, and not kept. */
export const PACKAGES_MAX = 100_000
const TYPES_MAX = 30

/** Packages by name, and how many there are of each type. */
export function packagesOf(packages: SbomPackage[]): Pick<Sbom, 'packages' | 'types'> {
  const counts = new Map<string, number>()
  for (const { type } of packages) counts.set(type ?? 'other', (counts.get(type ?? 'other') ?? 0) + 1)
  const types = [...counts].map(([type, count]) => ({ type, count })).sort((a, b) => b.count - a.count)
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  packages.sort((a, b) => order(a.name, b.name) || order(a.version ?? '', b.version ?? ''))
  return { packages, types: types.slice(0, TYPES_MAX) }
}

/** The type of a package URL (`pkg:deb/debian/curl@8`): `deb`. */
export function typeOfPurl(purl: string | null): string | null {
  return /^pkg:([a-z0-9.+-]{1,40})\//i.exec(purl ?? '')?.[1]?.toLowerCase() ?? null
}

/** Whether a package has every word asked for, in any of the texts a person may look for. Case does not count. */
export function matchesPackage(one: SbomPackage, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const text = [one.name, one.version, one.purl ?? one.type, one.licences, one.supplier]
    .filter((part) => part !== null)
    .join('\n')
    .toLowerCase()
  return words.every((word) => text.includes(word))
}

/** What a person typed as words to look for. */
export const searchWords = (text: string): string[] =>
  text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10)
