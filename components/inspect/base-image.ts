import type { BaseImage } from '@/lib/contract/bases'
import type { InspectedPlatform, InspectResponse } from '@/lib/contract/inspect'
import { formatReference, parseReference, type Reference } from '@/lib/oci/reference'

/** What is known of what an image was built upon. */
export interface KnownBase {
  /** What its builder wrote down; null where nobody did. Free text. */
  told: ToldBase | null
  /** Tagged images with the same first layers, nearest first, as far as scanned. */
  shared: SharedBase[]
}

export interface ToldBase {
  name: string
  /** Of what stood under that name then; null where it does not say. */
  digest: string | null
  by: 'annotation' | 'label'
}

export interface SharedBase {
  reference: Reference
  /** `library/debian:12`, without the registry: it is the same one. */
  name: string
  /** The first so many. */
  layers: number
  /** Other tags of the same image. */
  more: number
  /** Whether this is the one that was told. */
  isTold: boolean
}

/** A line in a stack: what is above it is a base's. */
export interface BaseMark {
  /** So many layers stand above it; 0 where only its name is known. */
  layers: number
  words: string
  name: string
  /** Where it can be looked at; null where that is not known. */
  reference: Reference | null
}

/** Bases drawn in one stack: the nearest ones. */
const MARKS_MAX = 3

const NAME = 'org.opencontainers.image.base.name'
const DIGEST = 'org.opencontainers.image.base.digest'

export function knownBase(
  image: Pick<InspectResponse, 'annotations' | 'platforms'>,
  platform: InspectedPlatform,
  { registry, found }: { registry: string; found: readonly BaseImage[] },
): KnownBase {
  const told =
    toldIn(platform.annotations, 'annotation') ??
    toldIn(image.annotations, 'annotation') ??
    toldIn(platform.config?.labels ?? {}, 'label')
  const shared = found.flatMap(({ repository, digest, layers, tags }): SharedBase[] => {
    const wanted = told && tags.find((tag) => isNamed(told.name, { registry, repository, tag }))
    const tag = wanted ?? tags[0]
    if (tag === undefined || layers >= platform.layers.length) return []
    const isTold = wanted !== undefined || told?.digest === digest
    const name = `${repository}:${tag}`
    return [{ reference: { registry, repository, tag }, name, layers, more: tags.length - 1, isTold }]
  })
  return { told, shared }
}

/** The base a Dockerfile begins with: what was told, else the nearest there is. */
export function dockerfileBase({ told, shared }: KnownBase): { name: string; layers: number | null } | null {
  const match = told ? shared.find(({ isTold }) => isTold) : shared[0]
  if (!told) return match ? { name: formatReference(match.reference), layers: match.layers } : null
  const pinned = told.digest === null || told.name.includes('@') ? '' : `@${told.digest}`
  return { name: `${told.name}${pinned}`, layers: match?.layers ?? null }
}

export function baseMarks({ told, shared }: KnownBase): BaseMark[] {
  const found = shared.map(({ layers, name, reference, isTold }): BaseMark => {
    const words = layers === 1 ? 'same first layer as' : `same first ${layers} layers as`
    return { layers, words: isTold && told ? toldWords(told) : words, name, reference }
  })
  const isFound = shared.some(({ isTold }) => isTold)
  const named =
    told && !isFound ? [{ layers: 0, words: toldWords(told), name: told.name, reference: null }] : []
  return [...named, ...found.slice(0, MARKS_MAX)]
}

const toldWords = ({ by }: ToldBase): string => `base image, told by ${by}`

function toldIn(pairs: Readonly<Record<string, string>>, by: ToldBase['by']): ToldBase | null {
  const name = pairs[NAME]?.trim()
  return name ? { name, digest: pairs[DIGEST]?.trim() || null, by } : null
}

function isNamed(name: string, reference: Reference): boolean {
  const parsed = parseReference(name)
  if (!parsed.ok) return false
  const { registry, repository, tag } = parsed.value
  return registry === reference.registry && repository === reference.repository && tag === reference.tag
}
