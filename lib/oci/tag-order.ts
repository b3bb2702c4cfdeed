/**
 * Compares tags as people read them: versions by number (semver.org section 11, a pre-release before its
 * release), and words after all versions, by name. Ascending; total, so that sorting is stable across requests.
 */
export function compareTags(a: string, b: string): number {
  const versionA = readVersion(a)
  const versionB = readVersion(b)
  if (versionA && versionB) return compareVersions(versionA, versionB) || compareText(a, b)
  if (versionA || versionB) return versionA ? -1 : 1
  return naturally.compare(a, b) || compareText(a, b)
}

const naturally = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

interface Version {
  numbers: number[]
  /** What follows the numbers: `-rc.1` is a pre-release, `-alpine` or `-amd64` a flavour. */
  prerelease: string | null
  flavour: string
}

const VERSION_PATTERN = /^v?(\d{1,15}(?:\.\d{1,15}){0,4})(?:[-_.+]?([A-Za-z].*|[-_.+].*))?$/
const PRERELEASE_PATTERN = /^(?:alpha|beta|dev|nightly|pre|preview|rc|snapshot|[ab]\d)(?=$|[^a-z])/i

function readVersion(tag: string): Version | null {
  const match = VERSION_PATTERN.exec(tag)
  if (!match?.[1]) return null
  const rest = match[2] ?? ''
  const isPrerelease = PRERELEASE_PATTERN.test(rest)
  return {
    numbers: match[1].split('.').map(Number),
    prerelease: isPrerelease ? rest : null,
    flavour: isPrerelease ? '' : rest,
  }
}

function compareVersions(a: Version, b: Version): number {
  for (let place = 0; place < Math.max(a.numbers.length, b.numbers.length); place++) {
    const difference = (a.numbers[place] ?? 0) - (b.numbers[place] ?? 0)
    if (difference !== 0) return difference
  }
  if ((a.prerelease === null) !== (b.prerelease === null)) return a.prerelease === null ? 1 : -1
  return naturally.compare(a.prerelease ?? '', b.prerelease ?? '') || naturally.compare(a.flavour, b.flavour)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
