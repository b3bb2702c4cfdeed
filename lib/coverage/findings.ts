import { type Platform, platformKey } from '@/lib/oci/platform'
import { type CoverageTag, namesPlatform } from './coverage-tag'
import { FINDING_TABLE, type Finding, type FindingCode, type FindingSeverity } from './finding-table'
import { meetsRequirement } from './require'

/** All that is wrong with one tag, the gravest first. `ref` is its whole reference. */
export function findingsOf(row: CoverageTag, ref: string, require: readonly Platform[]): Finding[] {
  const found = (code: FindingCode, message: string, about: About = {}): Finding => ({
    code,
    severity: about.severity ?? FINDING_TABLE[code].severity,
    ref,
    ...(about.platform !== undefined && { platform: about.platform }),
    message,
  })
  if (row.kind === 'missing')
    return [
      found('TAG_MISSING', row.problem ?? `${row.tag} is listed, but the registry has nothing under it.`),
    ]
  if (row.digest === null) {
    const severity = require.length > 0 ? 'error' : undefined
    return [found('TAG_UNREADABLE', row.problem ?? `${row.tag} could not be read.`, { severity })]
  }
  return [
    ...requiredFindings(row, require, found),
    ...childFindings(row, require, found),
    ...duplicateFindings(row, found),
    ...baselineFindings(row, found),
    ...osVersionFindings(row, found),
  ].sort((a, b) => RANK[a.severity] - RANK[b.severity])
}

type About = { platform?: string | undefined; severity?: FindingSeverity | undefined }
type Found = (code: FindingCode, message: string, about?: About) => Finding

const RANK: Record<FindingSeverity, number> = { error: 0, warning: 1, info: 2 }

function requiredFindings(row: CoverageTag, require: readonly Platform[], found: Found): Finding[] {
  // A chart or a signature runs nowhere: no platform can be required of it.
  if (row.kind === 'artifact') return []
  return require.flatMap((required) => {
    const entries = row.platforms.filter(({ platform }) => meetsRequirement(platform, required))
    // An entry that could not be read is a finding of its own: nobody knows that it is not there.
    if (entries.some(({ status }) => status !== 'missing')) return []
    const platform = platformKey(required)
    const lack = entries.length > 0 ? 'its image is gone from the registry' : `${row.tag} has no entry for it`
    return [found('PLATFORM_REQUIRED', `${platform} is required, and ${lack}.`, { platform })]
  })
}

function childFindings(row: CoverageTag, require: readonly Platform[], found: Found): Finding[] {
  return row.platforms.flatMap(({ platform, digest, status }) => {
    if (status === 'present') return []
    const key = namesPlatform(platform) ? platformKey(platform) : undefined
    const name = key ?? `the entry ${digest.slice(0, 19)}`
    if (status === 'missing')
      return [
        found('CHILD_MISSING', `${row.tag} names ${name}, but the registry no longer has it.`, {
          platform: key,
        }),
      ]
    const required = require.some((wanted) => meetsRequirement(platform, wanted))
    const message = `${name} of ${row.tag} could not be read: whether it is there is not known.`
    return [found('CHILD_UNREADABLE', message, { platform: key, severity: required ? 'error' : undefined })]
  })
}

function duplicateFindings(row: CoverageTag, found: Found): Finding[] {
  const keys = row.platforms
    .filter(({ platform }) => namesPlatform(platform))
    .map((p) => platformKey(p.platform))
  const repeated = new Set(keys.filter((key, place) => keys.indexOf(key) !== place))
  return [...repeated].map((platform) => {
    const entries = keys.filter((key) => key === platform).length
    const message = `${row.tag} has ${entries} entries for ${platform}: clients take the first, the others are never pulled.`
    return found('PLATFORM_DUPLICATE', message, { platform })
  })
}

/** Kubernetes, podman and plain pulls ask for amd64 and never take v2 or higher; arm alone says too little. */
function baselineFindings(row: CoverageTag, found: Found): Finding[] {
  const keys = new Set(row.platforms.map(({ platform }) => platformKey(platform)))
  const levelled = [...keys].filter((key) => LEVELLED_AMD64.test(key))
  const amd64 = levelled.flatMap((platform) => {
    const plain = platform.replace(LEVELLED_AMD64, '/amd64')
    if (keys.has(plain)) return []
    const message = `${row.tag} has ${platform} but no plain ${plain}: clients that do not ask for a CPU level find nothing.`
    return [found('BASELINE_MISSING', message, { platform })]
  })
  const arm = row.platforms
    .filter(({ platform }) => platform.architecture.toLowerCase() === 'arm' && !platform.variant)
    .map(({ platform }) => {
      const message = `${row.tag} has an arm entry without a variant: containerd reads it as v7, podman as any ARM.`
      return found('BASELINE_MISSING', message, { platform: platformKey(platform) })
    })
  return [...amd64, ...arm]
}

const LEVELLED_AMD64 = /\/amd64\/v\d+$/

function osVersionFindings(row: CoverageTag, found: Found): Finding[] {
  return row.platforms
    .filter(({ platform }) => platform.os.toLowerCase() === 'windows' && !platform['os.version'])
    .map(({ platform }) => {
      const key = platformKey(platform)
      const message = `${row.tag} has a ${key} entry without os.version: Windows hosts cannot tell builds apart.`
      return found('OS_VERSION_MISSING', message, { platform: key })
    })
}
