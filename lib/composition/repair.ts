import { attestationSubject, isAttestation } from '@/lib/oci/image-index'
import { formatPlatform, type Platform, parsePlatform, platformKey } from '@/lib/oci/platform'
import {
  type Ailment,
  declaredOf,
  keyOf,
  placeOf,
  type RepairInput,
  replatformed,
  type Work,
} from './repair-work'
import type { CompositionSpec, SpecEntry } from './spec'

export interface Repair {
  spec: CompositionSpec
  cures: Ailment[]
  leaves: (Ailment & { why: string })[]
  /** What it does, as sentences. */
  steps: string[]
}

/** What became of one ailment: a step where something is done for it, or why nothing can be. */
type Treated = { step: string | null } | { why: string }

/** One composition that cures all that a composition can; the rest with the reason. */
export function repairOf(input: RepairInput): Repair {
  const work: Work = { ...input, entries: [...input.spec.manifests], added: new Set() }
  const repair: Repair = { spec: input.spec, cures: [], leaves: [], steps: [] }
  for (const ailment of input.ailments) {
    const treated = treat(work, ailment)
    if ('why' in treated) repair.leaves.push({ ...ailment, why: treated.why })
    else {
      repair.cures.push(ailment)
      if (treated.step !== null) repair.steps.push(treated.step)
    }
  }
  if (work.entries.length === 0) return { ...repair, ...NOTHING_LEFT(repair) }
  return { ...repair, spec: { ...input.spec, manifests: work.entries } }
}

const NOTHING_LEFT = ({ cures, leaves }: Repair) => ({
  cures: [],
  steps: [],
  leaves: [
    ...leaves,
    ...cures.map((ailment) => ({
      ...ailment,
      why: 'Nothing of the tag would be left. Build and push it again.',
    })),
  ],
})

function treat(work: Work, ailment: Ailment): Treated {
  switch (ailment.code) {
    case 'PLATFORM_LOST':
    case 'PLATFORM_REQUIRED':
      return bringBack(work, ailment)
    case 'CHILD_MISSING':
      return replaceMissing(work, ailment)
    case 'PLATFORM_MISDECLARED':
    case 'BASELINE_MISSING':
    case 'OS_VERSION_MISSING':
      return correct(work, ailment)
    case 'PLATFORM_DUPLICATE':
      return keepFirst(work, ailment)
    case 'ATTESTATION_ORPHAN':
      return leaveOut(work, ailment)
    default:
      return { why: WHY_NOT[ailment.code] ?? 'No composition can mend it.' }
  }
}

const WHY_NOT: Record<string, string> = {
  CHILD_UNREADABLE: 'The registry could not serve it: look again when it answers.',
  TAG_UNREADABLE: 'The registry could not serve it: look again when it answers.',
  TAG_MISSING: 'There is nothing under the tag any more: put back an earlier digest from its history.',
  ENTRY_UNREACHABLE: 'Leaving it out would take its platform away: say whether anybody needs it.',
  MIXED_MEDIA_TYPES: 'The images are what they are: build them with one kind of media types.',
  CREATED_SKEW: 'The old image has to be built again.',
  SCHEMA1: 'It has to be pushed again with a client of today.',
}

function bringBack(work: Work, { platform }: Ailment): Treated {
  if (platform === undefined) return { why: 'It does not say which platform.' }
  if (work.added.has(platform)) return { step: null }
  const offer = work.offers.get(platform)
  if (!offer) return { why: nothingOffers(platform) }
  work.added.add(platform)
  // What it had for the platform is gone from the registry, or this would not be asked for.
  const gone = work.entries.findIndex((entry) => keyOf(work, entry) === platform)
  if (gone < 0) work.entries.push(offer.entry)
  else work.entries[gone] = offer.entry
  return { step: `${platform} comes back from ${offer.from}.` }
}

const nothingOffers = (platform: string) =>
  `Nothing the registry still has offers it: build an image for ${platform} and push it.`

function replaceMissing(work: Work, ailment: Ailment): Treated {
  const { platform } = ailment
  const place = placeOf(work, ailment)
  if (place < 0)
    return platform !== undefined && work.added.has(platform) ? { step: null } : strip(work, ailment)
  const offer = platform === undefined ? undefined : work.offers.get(platform)
  const others = work.entries.some((entry, i) => i !== place && keyOf(work, entry) === platform)
  if (offer && platform !== undefined && !others) {
    work.entries[place] = offer.entry
    work.added.add(platform)
    return { step: `${platform} comes back from ${offer.from}.` }
  }
  work.entries.splice(place, 1)
  const what = platform ?? 'The entry without a platform'
  return { step: `${what} is left out: the registry no longer has it, nor another image for it.` }
}

/** An attestation that is gone: its image goes without any. */
function strip(work: Work, ailment: Ailment): Treated {
  const gone = work.descriptors.find(({ digest }) => digest === ailment.details?.digest)
  const subject = gone && isAttestation(gone) ? attestationSubject(gone) : null
  const place = work.entries.findIndex(({ digest }) => digest !== undefined && digest === subject)
  const entry = work.entries[place]
  if (!entry) return { why: 'It lies in an index inside of the index: compose that one again.' }
  work.entries[place] = { ...entry, attestations: 'strip' }
  return {
    step: `The attestations of ${keyOf(work, entry) ?? 'an image'} are left out: the registry no longer has them.`,
  }
}

/** Sets what the image's own config says; where it says nothing, what clients take it for. */
function correct(work: Work, ailment: Ailment): Treated {
  const place = placeOf(work, ailment)
  const entry = work.entries[place]
  if (!entry) return { why: 'It is not an entry of its own: compose what it lies in again.' }
  const declared = declaredOf(work, entry)
  const platform = correctPlatform(work, entry, ailment)
  if (!platform)
    return { why: 'Neither the index nor the image says what it should be: set it in the composer.' }
  const key = platformKey(platform)
  if (work.entries.some((other) => other !== entry && keyOf(work, other) === key)) {
    work.entries.splice(place, 1)
    return {
      step: `An image called ${declared && formatPlatform(declared)} is left out: it is one for ${key}, which is there already.`,
    }
  }
  work.entries[place] = replatformed(work, entry, declared, platform)
  return {
    step: `${declared ? formatPlatform(declared) : 'An entry'} is called ${formatPlatform(platform)}, which it is.`,
  }
}

function correctPlatform(work: Work, entry: SpecEntry, { code, details }: Ailment): Platform | null {
  const declared = declaredOf(work, entry)
  const configured = entry.digest ? work.configured.get(entry.digest) : undefined
  if (code === 'PLATFORM_MISDECLARED') {
    const built = typeof details?.built === 'string' ? parsePlatform(details.built) : null
    return configured ?? (built?.ok ? built.value : null)
  }
  if (!declared) return null
  if (code === 'BASELINE_MISSING')
    return declared.architecture.toLowerCase() === 'arm' && !declared.variant
      ? { ...declared, variant: configured?.variant ?? 'v7' }
      : null
  const version = configured?.['os.version']
  return version ? { ...declared, 'os.version': version } : null
}

function keepFirst(work: Work, { platform }: Ailment): Treated {
  const same = work.entries.filter((entry) => keyOf(work, entry) === platform)
  const [, ...more] = same
  work.entries = work.entries.filter((entry) => !more.includes(entry))
  return {
    step:
      more.length > 0
        ? `Of ${same.length} images for ${platform} the first stays, which clients take.`
        : null,
  }
}

function leaveOut(work: Work, ailment: Ailment): Treated {
  const place = placeOf(work, ailment)
  if (place < 0) return { why: 'It lies in an index inside of the index: compose that one again.' }
  work.entries.splice(place, 1)
  return { step: 'An attestation of an image that is not there is left out.' }
}
