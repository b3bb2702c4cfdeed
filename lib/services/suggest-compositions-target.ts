import 'server-only'
import type { Family, FamilyMember } from '@/lib/composition/suggest-families'
import {
  type HeldImage,
  type Holding,
  isComposed,
  type Suggestion,
  suggestionOf,
} from '@/lib/composition/suggest-verdict'
import type { Digest } from '@/lib/oci/digest'
import { isAttestation } from '@/lib/oci/image-index'
import type { Manifest } from '@/lib/oci/manifest'
import { isMissing, RegistryError } from '@/lib/registry/errors'
import type { ConfiguredRegistry } from './context'

/** More entries than that are not opened: an index of thousands is not what this is for. */
const OPENED_MAX = 100

export interface FamilyCheck {
  registry: ConfiguredRegistry
  signal: AbortSignal
  /** Told of every image that could not be read: the suggestion does without it. */
  warn: (sentence: string) => void
}

/**
 * What to suggest for a family, from what its tag is today. One conditional request where the tag is not there; one
 * more a member where it is; configs only where the two differ. Throws where the tag itself cannot be read.
 */
export async function checkFamily(check: FamilyCheck, family: Family): Promise<Suggestion | null> {
  const { name } = check.registry
  const today = await readHolding(check, family.repository, family.tag)
  if (today === 'other') return null
  if (today === null) return suggestionOf({ registry: name, family, today, held: [] })
  const members = await inTurn(family.members, (member) => readMember(check, member))
  const facts = {
    registry: name,
    family: { ...family, members: members.map(({ member }) => member) },
    today,
    held: members.map(({ holding }) => holding),
  }
  if (members.length < 2 || isComposed(facts)) return null
  return suggestionOf({
    ...facts,
    today: await withConfigs(check, family.repository, today),
    held: await inTurn(members, ({ member, holding }) => withConfigs(check, member.repository, holding)),
  })
}

/** Null where there is no such image any more, or it is none. */
async function readMember(
  check: FamilyCheck,
  member: FamilyMember,
): Promise<{ member: FamilyMember; holding: Holding } | null> {
  try {
    const holding = await readHolding(check, member.repository, member.tag)
    return holding === null || holding === 'other' ? null : { member, holding }
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    check.warn(`${member.repository}:${member.tag} could not be read. ${error.message}`)
    return null
  }
}

/** Null where the tag is not there; `other` where it is nothing an index could take in. */
async function readHolding(
  { registry, signal }: FamilyCheck,
  repository: string,
  tag: string,
): Promise<Holding | null | 'other'> {
  try {
    const { manifest } = await registry.client.getTag(repository, tag, { signal })
    return holdingOf(manifest)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

function holdingOf(manifest: Manifest): Holding | 'other' {
  const { digest } = manifest
  if (manifest.kind === 'image') return { kind: 'image', digest, images: [unread(digest)] }
  if (manifest.kind !== 'index') return 'other'
  const images = manifest.manifests
    .filter((entry) => !isAttestation(entry))
    .map((entry): HeldImage => ({ ...unread(entry.digest), platform: entry.platform ?? null }))
  const { annotations, artifactType, subject } = manifest
  return {
    kind: 'index',
    digest,
    images,
    annotations,
    ...(artifactType && { artifactType }),
    ...(subject && { subject: subject.digest }),
  }
}

const unread = (digest: Digest): HeldImage => ({ digest, platform: null, createdAt: null })

/** Adds when each image was made, and its platform where no index names it. What cannot be read stays unknown. */
async function withConfigs(check: FamilyCheck, repository: string, holding: Holding): Promise<Holding> {
  const images = await inTurn(holding.images.slice(0, OPENED_MAX), (image) =>
    withConfig(check, repository, image),
  )
  return { ...holding, images: [...images, ...holding.images.slice(OPENED_MAX)] }
}

async function withConfig(
  { registry: { client }, signal }: FamilyCheck,
  repository: string,
  image: HeldImage,
): Promise<HeldImage> {
  try {
    const manifest = await client.getManifest(repository, image.digest, { signal })
    if (manifest.kind !== 'image') return image
    const { platform, createdAt } = await client.getConfig(repository, manifest.config, { signal })
    return { ...image, platform: image.platform ?? platform, createdAt }
  } catch (error) {
    if (error instanceof RegistryError) return image
    throw error
  }
}

/** One after the other: many families are looked at side by side already. What comes to null is left out. */
async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R | null>): Promise<R[]> {
  const results: R[] = []
  for (const item of items) {
    const result = await work(item)
    if (result !== null) results.push(result)
  }
  return results
}
