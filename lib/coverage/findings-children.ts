import { type Platform, platformKey } from '@/lib/oci/platform'
import type { Found } from './finding-of'
import type { Finding } from './finding-table'
import { namesPlatform } from './names-platform'
import { meetsRequirement } from './require'
import type { ContentEntry, TagContent } from './tag-content'

/** Every rule asks for the key of every entry: each platform is spelled once. */
const spelled = new WeakMap<Platform, string | undefined>()

export function keyOf({ platform }: Pick<ContentEntry, 'platform'>): string | undefined {
  if (!platform) return undefined
  if (!spelled.has(platform))
    spelled.set(platform, namesPlatform(platform) ? platformKey(platform) : undefined)
  return spelled.get(platform)
}

/** What of a tag is gone, and what could not be read: two things, never one. */
export function childFindings(
  tag: string,
  content: TagContent,
  required: readonly Platform[],
  found: Found,
): Finding[] {
  const ofEntries = content.entries.flatMap((entry) => {
    const platform = keyOf(entry)
    const isRequired = required.some((wanted) => entry.platform && meetsRequirement(entry.platform, wanted))
    return stateFinding(
      tag,
      { ...entry, name: platform ?? shortly(entry.digest), platform, isRequired },
      found,
    )
  })
  const ofAttestations = content.attestations.flatMap((attestation) => {
    const name = `an attestation (${shortly(attestation.digest)})`
    return stateFinding(tag, { ...attestation, name, platform: undefined, isRequired: false }, found)
  })
  return [...ofEntries, ...ofAttestations]
}

interface Child {
  name: string
  digest: string
  state: ContentEntry['state']
  problem: string | null
  platform: string | undefined
  isRequired: boolean
}

function stateFinding(tag: string, child: Child, found: Found): Finding[] {
  const { name, digest, state, problem, platform, isRequired } = child
  const details = { digest, ...(problem !== null && { problem }) }
  if (state === 'missing') {
    const message = `${tag} names ${name}, but the registry no longer has it.`
    return [found('CHILD_MISSING', message, { platform, details, fix: 'compose' })]
  }
  if (state === 'present') return []
  const message = `${name} of ${tag} could not be read: whether it is there is not known.`
  return [
    found('CHILD_UNREADABLE', message, { platform, details, severity: isRequired ? 'error' : undefined }),
  ]
}

export const shortly = (digest: string): string => `${digest.slice(0, 19)}…`

/** A chart or a signature runs nowhere: no platform can be required of it. */
export function requiredFindings(
  tag: string,
  content: TagContent,
  required: readonly Platform[],
  found: Found,
): Finding[] {
  if (content.kind === 'artifact') return []
  return required.flatMap((wanted) => {
    const entries = content.entries.filter(({ platform }) => platform && meetsRequirement(platform, wanted))
    // An entry that could not be read is a finding of its own: nobody knows that it is not there.
    if (entries.some(({ state }) => state !== 'missing')) return []
    const platform = platformKey(wanted)
    const lack = entries.length > 0 ? 'its image is gone from the registry' : `${tag} has no entry for it`
    return [found('PLATFORM_REQUIRED', `${platform} is required, and ${lack}.`, { platform, fix: 'compose' })]
  })
}
