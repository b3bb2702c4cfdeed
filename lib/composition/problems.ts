/** `error` never pushes; `confirm` pushes only when its code is accepted; the others are told. */
export type Severity = 'error' | 'confirm' | 'warning' | 'info'

/** Every problem of a composition: the one table code, docs and UI are made from. `title` names it, `why` says what happens to whom. */
export const PROBLEM_TABLE = {
  EMPTY_INDEX: {
    severity: 'error',
    title: 'No entries',
    why: 'Registries would store an index without entries, and nobody could pull from it.',
  },
  TARGET_TAG_MISSING: {
    severity: 'error',
    title: 'The target has no tag',
    why: 'Without a tag that can be written, the index would be stored where nobody finds it.',
  },
  SOURCE_REFERENCE_INVALID: {
    severity: 'error',
    title: 'Not a source reference',
    why: 'A source is registry/repository with a tag or a digest; "latest" is never assumed.',
  },
  SOURCE_MISSING: {
    severity: 'error',
    title: 'Source not found',
    why: 'The registry answered that this image does not exist, or the source index holds none of that platform.',
  },
  SOURCE_UNREADABLE: {
    severity: 'error',
    title: 'Source could not be read',
    why: 'The registry did not say that the image is missing, only that it could not serve it.',
  },
  CHILD_MISSING: {
    severity: 'error',
    title: 'An entry of the source is gone',
    why: 'The source index names an image that the registry no longer has: pulling it fails.',
  },
  SCHEMA1: {
    severity: 'error',
    title: 'Schema 1 image',
    why: 'Manifests of the old schema 1 cannot be part of an index; rebuild or re-push the image.',
  },
  PLATFORM_EMPTY: {
    severity: 'error',
    title: 'No platform',
    why: 'Neither the spec nor the image config names an operating system and an architecture.',
  },
  PLATFORM_DUPLICATE: {
    severity: 'error',
    title: 'The same platform twice',
    why: 'Clients take the first of two equal platforms; the second can never be pulled.',
  },
  INDEX_TOO_DEEP: {
    severity: 'error',
    title: 'Index inside index inside index',
    why: 'The source nests indexes too deeply or contains itself.',
  },
  FORMAT_UNKNOWN: {
    severity: 'error',
    title: 'Unknown format',
    why: 'The format decides the bytes and so the digest: Manifold does not guess.',
  },
  ANNOTATIONS_UNSUPPORTED: {
    severity: 'error',
    title: 'Annotations on a Docker manifest list',
    why: 'A Docker manifest list has no annotations; an OCI image index has.',
  },
  LISTS_UNSUPPORTED: {
    severity: 'error',
    title: 'The registry refuses indexes',
    why: 'Registries older than 2.3 store no manifest lists.',
  },
  REGISTRY_READ_ONLY: {
    severity: 'error',
    title: 'Nothing can be written there',
    why: 'Choose another target, or ask whoever runs this registry or this dashboard.',
  },
  PLATFORM_LOST: {
    severity: 'confirm',
    title: 'A platform would be lost',
    why: 'The tag serves this platform today and would not any more.',
  },
  PLATFORM_MISDECLARED: {
    severity: 'confirm',
    title: 'The image says another platform',
    why: 'Hosts would pull an image built for something else and fail with "exec format error".',
  },
  NOT_AN_IMAGE: {
    severity: 'confirm',
    title: 'Not a container image',
    why: 'This is an artifact; nobody can run it, and some clients choose it all the same.',
  },
  VARIANT_MISDECLARED: {
    severity: 'warning',
    title: 'The image says another variant',
    why: 'Hosts choose by the variant: a wrong one is pulled by processors that cannot run it.',
  },
  OS_VERSION_MISDECLARED: {
    severity: 'warning',
    title: 'The image says another os.version',
    why: 'Windows hosts choose by build number.',
  },
  BASELINE_MISSING: {
    severity: 'warning',
    title: 'No plain amd64',
    why: 'Kubernetes, podman and plain pulls ask for amd64 and never take v2 or higher.',
  },
  ARM_VARIANT_MISSING: {
    severity: 'warning',
    title: 'arm without a variant',
    why: 'containerd reads it as v7, podman as any ARM: old boards may get code they cannot run.',
  },
  OS_VERSION_MISSING: {
    severity: 'warning',
    title: 'Windows without os.version',
    why: 'Windows hosts cannot tell the builds apart and take the first.',
  },
  PLATFORM_UNKNOWN: {
    severity: 'warning',
    title: 'Unknown platform',
    why: 'No toolchain names this operating system and architecture.',
  },
  PLATFORM_ALIAS: {
    severity: 'warning',
    title: 'Another spelling',
    why: 'Some clients compare the words as written and would not find it.',
  },
  MIXED_MEDIA_TYPES: {
    severity: 'warning',
    title: 'Docker and OCI mixed',
    why: 'Older engines and stricter registries refuse a list whose entries are of the other family.',
  },
  ATTESTATION_ORPHAN: {
    severity: 'warning',
    title: 'Attestation without its image',
    why: 'It describes an image that is not in this index.',
  },
  UNKNOWN_KEY: {
    severity: 'warning',
    title: 'Unknown key',
    why: 'It is ignored; a typing mistake here loses what was meant.',
  },
  SOURCE_MOVED: {
    severity: 'warning',
    title: 'A source has moved',
    why: 'Its tag points to another image than when it was looked up.',
  },
  INDEX_OPENED: {
    severity: 'info',
    title: 'Source index opened',
    why: 'The source is itself an index, so its entries are taken one by one.',
  },
  CROSS_REPOSITORY: {
    severity: 'info',
    title: 'From another repository',
    why: 'Its blobs are mounted into the target repository, or copied where the registry refuses.',
  },
  CROSS_REGISTRY: { severity: 'info', title: 'From another registry', why: 'Its blobs have to be copied.' },
  FOREIGN_LAYERS: {
    severity: 'info',
    title: 'Foreign layers',
    why: 'Clients fetch these layers from their publisher; the registry does not hold them.',
  },
  SHARED_DIGEST: {
    severity: 'info',
    title: 'One image, several platforms',
    why: 'The same image serves more than one platform.',
  },
  GC_RISK: {
    severity: 'info',
    title: 'Untagged children',
    why: 'Garbage collection that deletes untagged manifests would break this index.',
  },
} as const satisfies Record<string, { severity: Severity; title: string; why: string }>

export type ProblemCode = keyof typeof PROBLEM_TABLE
export const PROBLEM_CODES = Object.keys(PROBLEM_TABLE) as [ProblemCode, ...ProblemCode[]]

/** A fix the composer can apply to the spec with one click; closed, so that every one has a handler. */
export type ProblemFix =
  /** An empty field is taken away. */
  | { kind: 'set-platform'; entry: number; platform: Record<string, string | string[]> }
  | { kind: 'remove-entry'; entry: number }
  | { kind: 'set-format'; format: string | null }
  | { kind: 'rename-key'; path: (string | number)[]; to: string }
  | { kind: 'set-target'; image: string }
  /** `digest`: the one entry of `image` that is meant. `at`: its place; without one it goes last. */
  | {
      kind: 'add-entry'
      image: string
      digest?: string
      platform?: Record<string, string | string[]>
      at?: number
    }
  /** The same image by another reference: the digest it had when it was looked at. */
  | { kind: 'set-source'; entry: number; image: string }
  /** An entry becomes these: an opened index listed entry by entry, mended on the way. */
  | { kind: 'expand-entry'; entry: number; manifests: FixEntry[] }

/** An entry as a fix writes it. */
export interface FixEntry {
  image: string
  digest: string
  platform: Record<string, string | string[]>
  annotations: Record<string, string>
  artifactType?: string
  attestations?: string
}

export interface Problem {
  code: ProblemCode
  severity: Severity
  /** The reference it is about. */
  ref?: string
  /** The place in the spec's `manifests`, from 0. */
  entry?: number
  /** The formatted platform it is about. */
  platform?: string
  /** Place in the YAML, from 1. */
  line?: number
  column?: number
  /** One sentence a person new to multi-arch understands. */
  message: string
  fix?: ProblemFix
}
