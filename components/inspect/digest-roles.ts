import type { Route } from 'next'
import type { InspectedPlatform } from '@/lib/contract/inspect'
import type { Reference } from '@/lib/oci/reference'
import { referencePath, searchPath } from '@/lib/routes'

/** What of an image a text is: its manifest, or the config of one of its platforms. */
export type RawPart = 'manifest' | 'config'

/** Where a digest in a manifest or config leads. */
export type DigestTarget = (digest: string) => Route

const MANIFEST_ROLES = ['manifests', 'subject'] as const
const LAYER_ROLES = ['layers', 'blobs', 'fsLayers'] as const

/**
 * Where every digest of a text leads: a manifest to its own page, a config to its bytes, a layer to where it is told
 * about; whatever else names one, to what has it, as far as scanned. `at`: the image the text is of. Never throws.
 */
export function digestTargets(text: string, at: Reference, platform: InspectedPlatform | null): DigestTarget {
  const { registry, repository } = at
  const roles = rolesOf(text, platform)
  return (digest) => {
    switch (roles.get(digest)) {
      case 'manifest':
        return referencePath({ registry, repository, digest })
      case 'config':
        return referencePath(at, { tab: 'raw', raw: 'config' })
      case undefined:
        return searchPath({ q: `digest:${digest}` })
      default:
        return referencePath(at, { layer: roles.get(digest)?.slice('layer '.length) ?? digest })
    }
  }
}

type Role = 'manifest' | 'config' | `layer ${string}`

function rolesOf(text: string, platform: InspectedPlatform | null): Map<string, Role> {
  const roles = new Map<string, Role>()
  const body = parse(text)
  const tell = (value: unknown, role: (digest: string) => Role) => {
    for (const one of Array.isArray(value) ? value : [value]) {
      const digest = field(one, 'digest') ?? field(one, 'blobSum')
      if (typeof digest === 'string') roles.set(digest, role(digest))
    }
  }
  for (const name of LAYER_ROLES) tell(field(body, name), (digest) => `layer ${digest}`)
  tell(field(body, 'config'), () => 'config')
  for (const name of MANIFEST_ROLES) tell(field(body, name), () => 'manifest')
  // A config names its layers by what they are unpacked: in the order of the manifest.
  const unpacked = field(field(body, 'rootfs'), 'diff_ids')
  if (Array.isArray(unpacked) && unpacked.length === platform?.layers.length)
    for (const [place, id] of unpacked.entries())
      if (typeof id === 'string') roles.set(id, `layer ${platform.layers[place]?.digest ?? id}`)
  return roles
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
