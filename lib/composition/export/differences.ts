import { type Descriptor, sameDescriptor } from '@/lib/oci/descriptor'
import { isAttestation } from '@/lib/oci/image-index'
import { mediaTypeInWords } from '@/lib/oci/media-type'
import { formatPlatform, normalizePlatform, type Platform } from '@/lib/oci/platform'
import type { IndexContents } from './index-contents'
import type { WantedEntry, WantedIndex } from './wanted-index'

/** What a tool may write differently. */
export type Aspect =
  | 'media type'
  | 'annotations'
  | 'artifactType'
  | 'subject'
  | 'order'
  | 'entry'
  | 'platform'
  | 'entry annotations'
  | 'descriptor'

/** Why a tool does so, as the second half of a sentence. */
export type Because = Readonly<Partial<Record<Aspect, string>>>

export interface Differences {
  /** With these it would be another index: something is not there, or for another machine. */
  blocking: string[]
  losses: string[]
}

/** How what a tool would write differs from what is wanted, a sentence each. */
export function differences(wanted: WantedIndex, written: IndexContents, because: Because): Differences {
  const say = (aspect: Aspect, what: string) =>
    `${capital(what)}${because[aspect] ? `: ${because[aspect]}` : ''}.`
  const pairs = pairUp(wanted.entries, written.manifests)
  const found = pairs.map(({ entry, descriptor }) => entryDifferences(entry, descriptor, say))
  const missing = pairs.filter(({ descriptor }) => !descriptor).map(({ entry }) => entry.name)
  return {
    blocking: [
      ...(missing.length > 0 ? [say('entry', `${missing.join(', ')} cannot be written`)] : []),
      ...found.flatMap(({ blocking }) => blocking),
    ],
    losses: [
      ...indexLosses(wanted.contents, written, say),
      ...(missing.length === 0 && !sameOrder(wanted, written)
        ? [say('order', 'the entries would stand in another order')]
        : []),
      ...found.flatMap(({ losses }) => losses),
    ],
  }
}

type Say = (aspect: Aspect, what: string) => string

function indexLosses(wanted: IndexContents, written: IndexContents, say: Say): string[] {
  const losses: string[] = []
  if (wanted.mediaType !== written.mediaType) {
    const [is, wants] = [written.mediaType, wanted.mediaType].map(mediaTypeInWords)
    losses.push(
      say(
        'media type',
        `it would be an ${is}, not a ${wants}`.replace('an Docker', 'a Docker').replace('a OCI', 'an OCI'),
      ),
    )
  }
  const keys = lostKeys(wanted.annotations, written.annotations)
  if (keys) losses.push(say('annotations', `${keys} of the index would be lost`))
  if (wanted.artifactType !== written.artifactType)
    losses.push(say('artifactType', `the artifactType ${wanted.artifactType} of the index would be lost`))
  if (wanted.subject?.digest !== written.subject?.digest)
    losses.push(say('subject', `the subject ${wanted.subject?.digest} would be lost`))
  return losses
}

function entryDifferences(
  { descriptor: wanted, name }: WantedEntry,
  written: Descriptor | null,
  say: Say,
): Differences {
  const blocking: string[] = []
  const losses: string[] = []
  if (!written || sameDescriptor(wanted, written)) return { blocking, losses }
  if (isAttestation(wanted) && !isAttestation(written))
    blocking.push(say('entry annotations', `${name} would no longer say what it describes`))
  if (!sameMachine(wanted.platform, written.platform))
    blocking.push(say('platform', `${name} would be listed as ${inWords(written.platform)}`))
  else if (inWords(wanted.platform) !== inWords(written.platform))
    losses.push(say('platform', `${name} would be listed as ${inWords(written.platform)}`))
  const features = (wanted.platform?.features ?? []).filter((it) => !written.platform?.features?.includes(it))
  if (features.length > 0)
    losses.push(say('platform', `the CPU features ${features.join(', ')} of ${name} would be lost`))
  const keys = blocking.length === 0 && lostKeys(wanted.annotations ?? {}, written.annotations ?? {})
  if (keys) losses.push(say('entry annotations', `${keys} of ${name} would be lost`))
  for (const key of ['artifactType', 'urls', 'data'] as const) {
    if (wanted[key]?.toString() === written[key]?.toString()) continue
    const what =
      wanted[key] === undefined
        ? `${name} would get the ${key} ${written[key]}`
        : `the ${key} of ${name} would be lost`
    losses.push(say('descriptor', what))
  }
  return { blocking, losses }
}

/** The same digest can stand twice: the first wanted is the first written. */
function pairUp(entries: readonly WantedEntry[], written: readonly Descriptor[]) {
  const left = [...written]
  return entries.map((entry) => {
    const place = left.findIndex(({ digest }) => digest === entry.descriptor.digest)
    return { entry, descriptor: place < 0 ? null : (left.splice(place, 1)[0] ?? null) }
  })
}

const sameOrder = ({ entries }: WantedIndex, { manifests }: IndexContents) =>
  entries.every(({ descriptor }, place) => manifests[place]?.digest === descriptor.digest)

/** What a client runs: the same operating system and processor, however spelled. */
function sameMachine(a: Platform | undefined, b: Platform | undefined): boolean {
  return machine(a) === machine(b)
}

function machine(platform: Platform | undefined): string {
  if (!platform) return ''
  const { os, architecture, variant } = normalizePlatform(platform)
  return [os, architecture, variant ?? ''].join('/')
}

const inWords = (platform: Platform | undefined) =>
  platform ? formatPlatform(platform) : 'an entry without a platform'

/** "the annotation a" or "the annotations a, b"; null where none is lost. */
function lostKeys(
  wanted: Readonly<Record<string, string>>,
  written: Readonly<Record<string, string>>,
): string | null {
  const lost = Object.keys(wanted).filter((key) => written[key] !== wanted[key])
  return lost.length === 0 ? null : `the annotation${lost.length === 1 ? '' : 's'} ${lost.join(', ')}`
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
