import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Platform } from './platform'
import { chooseAsContainerd, choosePlatform } from './platform-choice'

interface Vector {
  id: string
  algorithm: string
  requested: Platform
  offered: (Platform | null)[]
  chosenIndex: number | null
  others?: Record<string, number | null | 'n/a'>
}

const vectors: Vector[] = JSON.parse(
  readFileSync(new URL('../testing/golden/platform-vectors.json', import.meta.url), 'utf8'),
)
const by = (algorithm: string) => vectors.filter((vector) => vector.algorithm === algorithm)
/** The captured images without a platform were linux/amd64 inside. */
const entries = ({ offered }: Vector) =>
  offered.map((platform) => ({ platform, configPlatform: { os: 'linux', architecture: 'amd64' } }))

describe('who gets what', () => {
  it.each(by('containerd'))('containerd: $id', (vector) => {
    expect(chooseAsContainerd(vector.requested, entries(vector))).toBe(vector.chosenIndex)
  })
  it.each(by('containerd-windows-host'))('containerd on Windows: $id', (vector) => {
    expect(choosePlatform('containerd', vector.requested, entries(vector))).toBe(vector.chosenIndex)
  })
  it.each(by('docker-engine-windows'))('docker on Windows: $id', (vector) => {
    expect(choosePlatform('docker', vector.requested, entries(vector))).toBe(vector.chosenIndex)
  })
  it.each(by('engine-default'))('docker without --platform: $id', (vector) => {
    expect(choosePlatform('docker', vector.requested, entries(vector))).toBe(vector.chosenIndex)
  })

  const compared = by('containerd').filter(({ others }) => others !== undefined)
  it.each(compared)('podman, OCI index: $id', (vector) => {
    expect(choosePlatform('podman', vector.requested, entries(vector))).toBe(
      vector.others?.skopeoPodmanOciIndex,
    )
  })
  it.each(compared)('podman, Docker list: $id', (vector) => {
    expect(choosePlatform('podman', vector.requested, entries(vector), false)).toBe(
      vector.others?.skopeoPodmanDockerList,
    )
  })
  it.each(compared.filter(({ others }) => others?.crane !== 'n/a'))('crane: $id', (vector) => {
    expect(choosePlatform('crane', vector.requested, entries(vector))).toBe(vector.others?.crane)
  })
})
