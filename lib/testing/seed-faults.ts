import { at, damaged, has, on, type Which, withEntry, withImage, withMore, withoutLast } from './seed-edit'
import {
  AMD64,
  AMD64_V3,
  ARM,
  ARM_V6,
  ARM_V7,
  ARM64,
  isWindows,
  PPC64,
  WINDOWS,
  WINDOWS_2022,
} from './seed-platforms'
import type { Damage, SeedAttestation, SeedIndex } from './seed-types'

/** One way an index can be wrong. */
export interface IndexFault {
  name: string
  /** What it can be done to. */
  suits(index: SeedIndex): boolean
  /** How it comes to be. The index given has an id of its own already. */
  change(index: SeedIndex): SeedIndex
  /** The finding that every audit has for it; null where only some have. */
  code: string | null
}

const several = ({ entries }: SeedIndex) => entries.length > 1
const isAttested = (index: SeedIndex) => index.attestations.length > 0 && several(index)
const windows: Which = ({ declared }) => declared !== null && isWindows(declared)
const withWindows = ({ entries }: SeedIndex) => entries.some(windows)

export const INDEX_FAULTS: readonly IndexFault[] = [
  lost('manifest-gone', 'CHILD_MISSING'),
  lost('config-gone', 'CHILD_MISSING'),
  lost('manifest-torn', 'CHILD_UNREADABLE'),
  lost('config-torn', 'CHILD_UNREADABLE'),
  // Only who asks for layers finds it.
  lost('layer-gone', null),
  {
    name: 'attestation gone',
    suits: isAttested,
    change: (index) =>
      withAttestation(index, (first) => ({
        ...first,
        id: `${index.id} attestation`,
        damage: 'manifest-gone',
      })),
    code: 'CHILD_MISSING',
  },
  {
    name: 'attestation of nobody',
    suits: isAttested,
    change: (index) =>
      withAttestation(index, ({ of }) => ({
        id: `${index.id} orphan`,
        of: { ...of, id: `${of.id}, never pushed` },
      })),
    code: 'ATTESTATION_ORPHAN',
  },
  {
    name: 'wrong architecture',
    suits: (index) => has(index, ARM64),
    change: (index) => withImage(index, on(ARM64), () => ({ platform: AMD64 })),
    code: 'PLATFORM_MISDECLARED',
  },
  {
    name: 'wrong variant',
    suits: (index) => has(index, ARM_V7),
    change: (index) => withImage(index, on(ARM_V7), () => ({ platform: ARM_V6 })),
    code: 'PLATFORM_MISDECLARED',
  },
  {
    name: 'wrong Windows build',
    suits: withWindows,
    change: (index) => withImage(index, windows, () => ({ platform: WINDOWS_2022 })),
    code: 'PLATFORM_MISDECLARED',
  },
  {
    name: 'Windows without a build',
    suits: withWindows,
    change: (index) => withEntry(index, windows, (entry) => ({ ...entry, declared: WINDOWS })),
    code: 'OS_VERSION_MISSING',
  },
  {
    name: 'a platform twice',
    suits: (index) => has(index, AMD64),
    change: (index) => withMore(index, AMD64),
    code: 'PLATFORM_DUPLICATE',
  },
  {
    name: 'no plain amd64',
    suits: (index) => has(index, AMD64) && !has(index, AMD64_V3),
    change: (index) =>
      withEntry(
        withImage(index, on(AMD64), () => ({ platform: AMD64_V3 })),
        on(AMD64),
        (entry) => ({ ...entry, declared: AMD64_V3 }),
      ),
    code: 'BASELINE_MISSING',
  },
  {
    name: 'arm without a variant',
    suits: (index) => has(index, ARM_V7) && !has(index, ARM_V6),
    change: (index) => withEntry(index, on(ARM_V7), (entry) => ({ ...entry, declared: ARM })),
    code: 'BASELINE_MISSING',
  },
  {
    name: 'mixed media types',
    suits: (index) => several(index) && index.family === 'docker',
    change: (index) => withImage(index, at(1), () => ({ family: 'oci' })),
    code: 'MIXED_MEDIA_TYPES',
  },
  {
    name: 'built long before',
    suits: (index) => has(index, ARM64),
    change: (index) => withImage(index, on(ARM64), ({ day }) => ({ day: day - 90 })),
    code: 'CREATED_SKEW',
  },
  {
    name: 'nobody takes it',
    suits: several,
    change: (index) => withMore(index, PPC64),
    code: 'ENTRY_UNREACHABLE',
  },
  {
    name: 'lost since the release before',
    suits: ({ entries }) => entries.length > 2,
    change: withoutLast,
    // The lowest tag there is has none before it.
    code: null,
  },
]

function lost(damage: Damage, code: string | null): IndexFault {
  return { name: damage, suits: several, change: (index) => damaged(index, damage), code }
}

function withAttestation(index: SeedIndex, change: (first: SeedAttestation) => SeedAttestation): SeedIndex {
  const [first, ...others] = index.attestations
  return first ? { ...index, attestations: [change(first), ...others] } : index
}
