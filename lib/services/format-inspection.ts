import 'server-only'
import type { InspectedPlatform, InspectResponse } from '@/lib/contract/inspect'
import { OCI_INDEX } from '@/lib/oci/media-type'

/**
 * An inspection as terminal users of manifest-tool know it, line by line, and honest where it was not: the
 * layers are counted without the config, which has a line of its own.
 */
export function formatInspection(inspection: InspectResponse): string {
  const entries = [
    ...inspection.platforms.map((platform, place) => formatEntry(platform, place + 1)),
    ...inspection.attestations.map((attestation, place) =>
      formatAttestation(attestation, inspection.platforms.length + place + 1),
    ),
  ]
  return `${[`${inspection.ref} ${summary(inspection)}`, ...entries.flat()].join('\n')}\n`
}

function summary({ kind, mediaType, platforms, attestations, digest }: InspectResponse): string {
  const count = platforms.length + attestations.length
  const references = `${count} manifest reference${count === 1 ? '' : 's'}`
  if (kind === 'index') {
    const what = mediaType === OCI_INDEX ? 'an image index' : 'a manifest list'
    return `is ${what} containing the following ${references}:`
  }
  if (kind === 'image') return 'is a single image:'
  return `is ${kind === 'artifact' ? 'an artifact' : 'a manifest of unknown kind'} (${mediaType}, ${digest})`
}

function formatEntry(entry: InspectedPlatform, number: number): string[] {
  const line = lineOf(number)
  return [
    ...head(entry, entry.manifestSize, number),
    line('Platform', ''),
    ...platformLines(entry, number),
    ...(entry.status === 'present' ? [] : [line('Status', `${entry.status}. ${entry.problem ?? ''}`)]),
    ...(entry.config ? [line('Config', entry.config.digest)] : []),
    ...(entry.size === null ? [] : [line('# Layers', String(entry.layers.length))]),
    ...entry.layers.map(({ digest }, place) => `         layer ${place + 1}: digest = ${digest}`),
    '',
  ]
}

function formatAttestation(attestation: InspectResponse['attestations'][number], number: number): string[] {
  return [
    ...head(attestation, attestation.size, number),
    lineOf(number)('Attests', attestation.subject ?? 'nothing it names'),
    '',
  ]
}

const head = ({ mediaType, digest }: { mediaType: string; digest: string }, size: number, number: number) => [
  lineOf(number)('Mfst Type', mediaType),
  lineOf(number)('Digest', digest),
  lineOf(number)('Mfst Length', String(size)),
]

function platformLines({ platform, config }: InspectedPlatform, number: number): string[] {
  const known = platform ?? config?.platform
  const line = (label: string, value: string) => `${number}           -${`${label}:`.padStart(9)} ${value}`
  return [
    line('OS', known?.os ?? ''),
    ...(known?.['os.version'] ? [line('OS Vers', known['os.version'])] : []),
    line('Arch', known?.architecture ?? ''),
    line('Variant', known?.variant ?? ''),
    line('Feature', known?.features?.join(',') ?? ''),
  ]
}

/** Labels end in one column; a label without a value keeps no space behind it. */
const lineOf = (number: number) => (label: string, value: string) =>
  `${number}${`${label}:`.padStart(14)}${value === '' ? '' : ` ${value}`}`
