import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { normalizePlatform, type Platform, parsePlatform } from './platform'
import { chooseAsContainerd, choosePlatform } from './platform-choice'

interface Vector {
  id: string
  algorithm: string
  requested: Platform
  requestedString: string
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
  // Asked for Windows these mean a Windows host, which has vectors of its own.
  const onLinux = by('containerd').filter(({ requested }) => requested.os !== 'windows')
  it.each(onLinux)('containerd and docker --platform on Linux: $id', (vector) => {
    for (const client of ['containerd', 'docker'] as const)
      expect(choosePlatform(client, vector.requested, entries(vector))).toBe(vector.chosenIndex)
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
  // Its command line cannot ask for os.features.
  const askableOfCrane = compared.filter(({ others }) => others?.crane !== 'n/a')
  it.each(askableOfCrane)('crane: $id', (vector) => {
    expect(choosePlatform('crane', vector.requested, entries(vector))).toBe(vector.others?.crane)
  })

  it('leaves no vector out', () => {
    const judged = ['containerd', 'containerd-windows-host', 'docker-engine-windows', 'engine-default']
    expect([...new Set(vectors.map(({ algorithm }) => algorithm))].sort()).toEqual(judged)
    for (const algorithm of judged) expect(by(algorithm)).not.toEqual([])
    expect(compared).toEqual(by('containerd'))
    const left = compared.filter((vector) => !askableOfCrane.includes(vector))
    expect(left.every(({ requested }) => requested['os.features'])).toBe(true)
    for (const { others } of compared) {
      expect(others).toHaveProperty('skopeoPodmanOciIndex')
      expect(others).toHaveProperty('skopeoPodmanDockerList')
    }
  })

  it.each(vectors)('asked in words, as the API is: $id', ({ requested, requestedString }) => {
    const parsed = parsePlatform(requestedString)
    expect(parsed.ok && normalizePlatform(parsed.value)).toEqual(normalizePlatform(requested))
  })
})
