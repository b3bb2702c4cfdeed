import { compareTags } from '@/lib/oci/tag-order'

const RELEASE = /^v?(\d{1,15}(?:\.\d{1,15}){0,4})([-_.+].*|[A-Za-z].*)?$/
const PRERELEASE = /^[-_.+]?(?:alpha|beta|dev|nightly|pre|preview|rc|snapshot|[ab]\d)(?=$|[^a-z])/i

interface Release {
  tag: string
  /** How many numbers, and what follows them: releases of one series have both in common. */
  series: string
  prerelease: boolean
}

function releaseOf(tag: string): Release | null {
  const match = RELEASE.exec(tag)
  if (!match?.[1]) return null
  const rest = match[2] ?? ''
  const prerelease = PRERELEASE.test(rest)
  const flavour = prerelease ? '' : rest.replace(/^[-_.+]/, '')
  return { tag, series: `${match[1].split('.').length} ${flavour}`, prerelease }
}

/** For every tag that reads as a version: the next lower release of its series, pre-releases passed over. */
export function predecessors(tags: readonly string[]): Map<string, string> {
  const series = new Map<string, Release[]>()
  for (const tag of tags) {
    const release = releaseOf(tag)
    if (release) series.set(release.series, [...(series.get(release.series) ?? []), release])
  }
  const before = new Map<string, string>()
  for (const releases of series.values()) {
    releases.sort((a, b) => compareTags(a.tag, b.tag))
    let last: string | null = null
    for (const { tag, prerelease } of releases) {
      if (last !== null) before.set(tag, last)
      if (!prerelease) last = tag
    }
  }
  return before
}
