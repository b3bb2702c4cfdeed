import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { DOCKER_LIST } from '@/lib/oci/media-type'
import type { Platform } from '@/lib/oci/platform'
import { Sources } from '@/lib/testing/composition-sources'
import { exported } from '@/lib/testing/exported'
import { writeSpecYaml } from '../spec-write'
import { EXPORT_TOOLS, type ExportTool } from './tool-export'

const golden = new URL('../../testing/golden/', import.meta.url)
const sources = Sources.golden()

interface Case {
  file: string
  profile: string
  mediaType: string
  digest: string
  entries: { digest: string; source: string; platform: Platform; annotations?: Record<string, string> }[]
  annotations?: Record<string, string>
}

const TOOL_OF_FILE: [prefix: string, tool: ExportTool][] = [
  ['mt-', 'manifest-tool'],
  ['pushml-', 'manifest-tool'],
  ['buildx-', 'docker buildx imagetools'],
  ['crane-', 'crane'],
  ['docker-cli-', 'docker manifest'],
]

describe('the capture of a tool exports as that tool, loses nothing and keeps its digest', () => {
  test.each(JSON.parse(readFileSync(new URL('CASES.json', golden), 'utf8')) as Case[])(
    '$file',
    ({ file, profile, mediaType, digest, entries, annotations = {} }) => {
      const tool = TOOL_OF_FILE.find(([prefix]) => file.startsWith(prefix))?.[1]
      if (!tool) throw new Error(`whose capture is ${file}?`)
      // The tool was given two whole indexes: an attestation has no name of its own.
      const merged = file.includes('buildkit')
      const manifests = merged
        ? ['bk-amd64:v1', 'bk-arm64:v1'].map((name) => ({ source: name, platform: {}, annotations: {} }))
        : entries
      const yaml = writeSpecYaml({
        image: 'r.test/demo:v1',
        tags: ['stable'],
        format: profile,
        mediaType: mediaType === DOCKER_LIST ? 'docker' : 'oci',
        annotations,
        manifests: manifests.map(({ source, platform, annotations = {} }) => ({
          image: `r.test/${source}`,
          platform,
          annotations,
        })),
      })
      expect(sources.plan(yaml).digest).toBe(digest)
      const made = exported(sources, yaml, tool)
      expect(made).toMatchObject({ possible: true, losses: [], reason: null })
      expect(made.sameDigestWith).toContain(
        tool.split(' ').at(-1) === 'imagetools' ? 'buildx' : tool.split(' ')[0],
      )
    },
  )

  test('other formats are the same content in other bytes', () => {
    const yaml = (format: string) =>
      `image: r.test/demo:v1\nformat: ${format}\nmanifests:\n- image: r.test/demo-amd64:v0.2\n`
    expect(exported(sources, yaml('docker'), 'crane')).toMatchObject({ losses: [], sameDigestWith: null })
    expect(exported(sources, yaml('crane'), 'manifest-tool')).toMatchObject({
      losses: [],
      sameDigestWith: null,
    })
    expect(exported(sources, yaml('pushml'), 'manifest-tool').sameDigestWith).toBe('manifest-tool 1.0')
  })
})

describe('what is not whole is exported by no tool, and says what to do', () => {
  const amd64 = 'manifests:\n- image: r.test/demo-amd64:v0.2\n'
  test.each([
    [
      'no tag',
      `image: r.test/demo\n${amd64}`,
      'The target has no tag yet: write registry/repository:tag as the target.',
    ],
    ['no target', amd64, 'The target has no tag yet: write registry/repository:tag as the target.'],
    ['no entries', 'image: r.test/demo:v1\n', 'The index has no entries yet: add an image first.'],
    [
      'a source is missing',
      `image: r.test/demo:v1\n${amd64}- image: r.test/nope:v1\n`,
      'A source could not be opened: mend or remove it first, or the index would lack it.',
    ],
  ])('%s', (_, yaml, reason) => {
    for (const tool of EXPORT_TOOLS)
      expect(exported(sources, yaml, tool)).toMatchObject({ possible: false, lines: [], files: [], reason })
  })

  test('what Manifold itself must not push can still be taken elsewhere', () => {
    const yaml = `image: r.test/demo:v1\n${amd64}`
    expect(
      sources
        .plan(yaml, { readOnlyReason: 'read-only' })
        .problems.some(({ severity }) => severity === 'error'),
    ).toBe(true)
    expect(exported(sources, yaml, 'crane').possible).toBe(true)
  })
})

test('a tool that cannot is answered with one that can', () => {
  const yaml =
    'image: r.test/other:v1\nmanifests:\n- {image: "r.test/demo-amd64v3:v0.2", platform: {os: linux, architecture: amd64, variant: v3}}\n- image: r.test/demo-amd64:v0.2\n'
  expect(exported(sources, yaml, 'manifest-tool').reason).toBe(
    'manifest-tool refuses the platform linux/amd64/v3: its fixed table does not have it. Use docker buildx imagetools, which writes all of it, or push it from here.',
  )
})
