import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { DOCKER_LIST } from '@/lib/oci/media-type'
import type { Platform } from '@/lib/oci/platform'
import { Sources } from '@/lib/testing/composition-sources'

import { writeSpecYaml } from './spec-write'

interface Case {
  file: string
  profile: string
  mediaType: string
  digest: string
  entries: { digest: string; platform: Platform; annotations?: Record<string, string> }[]
  annotations?: Record<string, string>
}

const golden = new URL('../testing/golden/', import.meta.url)
const seed = readFileSync(new URL('seed-demo_v0.2.yml', golden), 'utf8')
const capture = (file: string) => readFileSync(new URL(`captures/${file}`, golden), 'utf8')
const sources = Sources.golden()
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const spec = (entries: string[], more = '') =>
  `image: r.test/demo:v1\n${more}manifests:\n${entries.map((entry) => `  - image: r.test/${entry}\n`).join('')}`

describe('the YAML of 2016', () => {
  test.each(['localhost:5710', 's8345002:5000', 'registry.example.com'])(
    'reads verbatim under %s',
    (name) => {
      const plan = sources.plan(seed.replaceAll('localhost:5710', name))
      expect(plan.digest).toBe('sha256:77633e089e4b268d02a5d5504a692d365603a5f6a0bff00df6e64b0365477ad7')
      expect(plan.size).toBe(684)
      expect(plan.profile).toBe('docker')
      expect(plan.problems.filter(({ severity }) => severity !== 'info')).toEqual([])
    },
  )

  test('with the format of its own tool it has the digest of its own time', () => {
    const plan = sources.plan(`format: pushml\n${seed}`)
    expect(plan.digest).toBe('sha256:644deb9dbfdb42ba421232596e4fdcd8578edf47ca6d06b18d9cd728e0fe72fc')
  })
})

describe('sources alone lead to the bytes of the tool', () => {
  test.each([
    ['mt-2.2.1-docker.json', ['demo-s390x:v0.2', 'demo-amd64:v0.2'], ''],
    ['mt-2.2.1-docker.json', ['demo-s390x:v0.2', 'demo-amd64:v0.2'], 'format: docker\n'],
    ['mt-2.2.1-oci.json', ['demo-s390x:v0.2', 'demo-amd64:v0.2'], 'mediaType: oci\n'],
    ['mt-2.2.1-oci-ocichildren.json', ['demo-s390x-oci:v0.2', 'demo-amd64-oci:v0.2'], ''],
    ['mt-2.2.1-docker-ocichildren.json', ['demo-s390x-oci:v0.2', 'demo-amd64-oci:v0.2'], 'format: docker\n'],
    ['mt-2.2.1-docker-buildkit.json', ['bk-amd64:v1', 'bk-arm64:v1'], 'format: docker\n'],
    ['buildx-0.28.0-docker.json', ['demo-s390x:v0.2', 'demo-amd64:v0.2'], 'format: buildx\n'],
    ['buildx-0.28.0-ocichildren.json', ['demo-s390x-oci:v0.2', 'demo-amd64-oci:v0.2'], 'format: buildx\n'],
    ['buildx-0.28.0-mixed.json', ['demo-s390x:v0.2', 'demo-amd64-oci:v0.2'], ''],
    [
      'buildx-0.28.0-append.json',
      ['demo-s390x:v0.2', 'demo-amd64:v0.2', 'demo-arm64:v0.2'],
      'format: buildx\n',
    ],
    ['crane-0.20.2-oci.json', ['demo-s390x:v0.2', 'demo-amd64:v0.2'], 'format: crane\n'],
    [
      'crane-0.20.2-docker.json',
      ['demo-s390x:v0.2', 'demo-amd64:v0.2'],
      'format: crane\nmediaType: docker\n',
    ],
    ['docker-cli-28.5.1-docker.json', ['demo-amd64:v0.2', 'demo-s390x:v0.2'], 'format: pushml\n'],
  ])('%s', (file, entries, more) => {
    expect(text(sources.plan(spec(entries, more)).bytes)).toBe(capture(file))
  })

  test('manifest-tool fills what the YAML leaves open from the config', () => {
    const yaml = readFileSync(new URL('mt-platformfields.yml', golden), 'utf8')
    expect(text(sources.plan(yaml).bytes)).toBe(capture('mt-2.2.1-docker-platformfields.json'))
  })

  test('annotations of the index and of an entry', () => {
    const yaml = `${spec(['demo-s390x-oci:v0.2', 'demo-amd64-oci:v0.2'], 'annotations: {title: x}\n')}    annotations: {d: y}\n`
    expect(text(sources.plan(yaml).bytes)).toBe(capture('buildx-0.28.0-annotations.json'))
  })
})

test.each(JSON.parse(readFileSync(new URL('CASES.json', golden), 'utf8')) as Case[])(
  'every entry written out: $file',
  ({ profile, mediaType, digest, entries, annotations = {} }) => {
    const yaml = writeSpecYaml({
      image: 'r.test/demo:v1',
      tags: [],
      format: profile,
      mediaType: mediaType === DOCKER_LIST ? 'docker' : 'oci',
      annotations,
      manifests: entries.map((entry) => ({
        image: `r.test/demo@${entry.digest}`,
        platform: entry.platform,
        annotations: entry.annotations ?? {},
      })),
    })
    const plan = sources.plan(yaml)
    expect(plan.digest).toBe(digest)
    expect(plan.entries.map((entry) => entry.digest)).toEqual(entries.map((entry) => entry.digest))
    expect(plan.problems.filter(({ severity }) => severity === 'error' || severity === 'confirm')).toEqual([])
  },
)
