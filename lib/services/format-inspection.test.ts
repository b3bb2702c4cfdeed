import { expect, it } from 'vitest'
import type { InspectedPlatform, InspectResponse } from '@/lib/contract/inspect'
import { formatInspection } from './format-inspection'

const digest = (character: string) => `sha256:${character.repeat(64)}`
const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json'

const layer = (character: string) => ({
  digest: digest(character),
  mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  size: 10,
  createdBy: null,
  title: null,
  foreign: false,
  sharedWith: [],
})

function platform(entry: number, architecture: string, layers: string[]): InspectedPlatform {
  return {
    entry,
    platform: { os: 'linux', architecture },
    digest: digest(String(entry)),
    mediaType: DOCKER_MANIFEST,
    kind: 'image',
    artifactType: null,
    size: 100,
    manifestSize: 1144,
    status: 'present',
    problem: null,
    annotations: {},
    config: {
      digest: digest('c'),
      mediaType: 'application/vnd.docker.container.image.v1+json',
      size: 1,
      status: 'present',
      platform: null,
      createdAt: null,
      author: null,
      entrypoint: null,
      cmd: null,
      env: [],
      user: null,
      workingDir: null,
      exposedPorts: [],
      volumes: [],
      labels: {},
      stopSignal: null,
      healthcheck: null,
    },
    layers: layers.map(layer),
    history: [],
  }
}

const inspection = (platforms: InspectedPlatform[]): InspectResponse => ({
  ref: 'localhost:5713/pushml:v0.2',
  digest: digest('f'),
  mediaType: 'application/vnd.docker.distribution.manifest.list.v2+json',
  kind: 'index',
  artifactType: null,
  manifestSize: 700,
  annotations: {},
  size: { total: 200, distinct: 200 },
  createdAt: null,
  platforms,
  attestations: [],
  warnings: [],
  checkedAt: '2026-11-23T10:00:00Z',
})

it('prints what manifest-tool printed in 2016, line by line, the layers counted honestly and the config apart', () => {
  const text = formatInspection(inspection([platform(0, 's390x', ['a', 'b']), platform(1, 'amd64', ['d'])]))
  expect(text.split('\n')).toEqual([
    'localhost:5713/pushml:v0.2 is a manifest list containing the following 2 manifest references:',
    `1    Mfst Type: ${DOCKER_MANIFEST}`,
    `1       Digest: ${digest('0')}`,
    '1  Mfst Length: 1144',
    '1     Platform:',
    '1           -      OS: linux',
    '1           -    Arch: s390x',
    '1           - Variant: ',
    '1           - Feature: ',
    `1       Config: ${digest('c')}`,
    '1     # Layers: 2',
    `         layer 1: digest = ${digest('a')}`,
    `         layer 2: digest = ${digest('b')}`,
    '',
    `2    Mfst Type: ${DOCKER_MANIFEST}`,
    `2       Digest: ${digest('1')}`,
    '2  Mfst Length: 1144',
    '2     Platform:',
    '2           -      OS: linux',
    '2           -    Arch: amd64',
    '2           - Variant: ',
    '2           - Feature: ',
    `2       Config: ${digest('c')}`,
    '2     # Layers: 1',
    `         layer 1: digest = ${digest('d')}`,
    '',
    '',
  ])
})

it('says of a child that is gone that it is, and counts no layers', () => {
  const gone = {
    ...platform(0, 'arm64', []),
    status: 'missing' as const,
    problem: 'It is gone.',
    size: null,
    config: null,
  }
  const text = formatInspection(inspection([gone]))
  expect(text).toContain('1       Status: missing. It is gone.')
  expect(text).not.toContain('# Layers')
})
