import type { Platform } from '@/lib/oci/platform'
import { formatReference, parseReference } from '@/lib/oci/reference'
import type { PlannedEntry } from './planned-entry'
import type { FixEntry, ProblemFix } from './problems'

type Fix = { fix?: ProblemFix }

/** Gives the entry these platform fields. One of several that came out of one index is listed by itself for it. */
export function setPlatformFix(
  all: readonly PlannedEntry[],
  entry: PlannedEntry,
  platform: Partial<Platform>,
): Fix {
  const fields = Object.fromEntries(Object.entries(platform).filter(([, value]) => value !== undefined))
  if (siblings(all, entry).length === 1)
    return { fix: { kind: 'set-platform', entry: entry.entry, platform: fields } }
  return expandFix(all, entry, (other, listed) =>
    other === entry ? [{ ...listed, platform: { ...listed.platform, ...fields } }] : [listed],
  )
}

/** Leaves the entry out. One of several that came out of one index goes alone. */
export function removeFix(all: readonly PlannedEntry[], entry: PlannedEntry): Fix {
  if (entry.travels) return {}
  if (siblings(all, entry).length === 1) return { fix: { kind: 'remove-entry', entry: entry.entry } }
  return expandFix(all, entry, (other, listed) => (other === entry ? [] : [listed]))
}

/** The images that came from the same place of the spec; their attestations travel with them. */
function siblings(all: readonly PlannedEntry[], { entry }: PlannedEntry): PlannedEntry[] {
  return all.filter((other) => other.entry === entry && !other.travels)
}

function expandFix(
  all: readonly PlannedEntry[],
  entry: PlannedEntry,
  mend: (other: PlannedEntry, listed: FixEntry) => FixEntry[],
): Fix {
  const { index } = entry
  const source = parseReference(entry.source)
  if (!index || !source.ok) return {}
  const { registry, repository } = source.value
  const image = formatReference({ registry, repository, digest: index })
  const group = siblings(all, entry)
  const manifests = group.flatMap((other) => {
    const { digest, declared, platform, specAnnotations, specArtifactType, attestations } = other
    // One image under two platforms: the digest alone does not tell which of them is meant.
    const repeated = group.filter((it) => it.digest === digest).length > 1
    return mend(other, {
      image,
      digest,
      platform: fixPlatform(repeated && platform ? platform : declared),
      annotations: specAnnotations,
      ...(specArtifactType && { artifactType: specArtifactType }),
      ...(attestations && { attestations }),
    })
  })
  return { fix: { kind: 'expand-entry', entry: entry.entry, manifests } }
}

/** A platform as a fix writes it. */
export function fixPlatform(platform: Partial<Platform>): FixEntry['platform'] {
  return Object.fromEntries(
    Object.entries(platform).filter((pair): pair is [string, string | string[]] => pair[1] !== undefined),
  )
}
