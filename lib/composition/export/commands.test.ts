import { describe, expect, test } from 'vitest'
import { Sources } from '@/lib/testing/composition-sources'
import { exported } from '@/lib/testing/exported'
import { exportScript } from './export-script'
import type { ExportTool } from './tool-export'

const sources = Sources.golden()
sources.image('team/demo:amd64', { os: 'linux', architecture: 'amd64' }, { oci: true })
sources.image('team/demo:arm64', { os: 'linux', architecture: 'arm64', variant: 'v8' }, { oci: true })

const shorter = (text: string) => text.replace(/(sha256:[a-f0-9]{4})[a-f0-9]{60}/g, '$1')
const lines = (yaml: string, tool: ExportTool) => exported(sources, yaml, tool).lines.map(shorter)

const DEMO = `image: r.test/team/demo:v1
tags: [v1.0, latest]
manifests:
- image: r.test/demo-s390x:v0.2
- image: r.test/demo-amd64:v0.2
`
/** Everything in the target's own repository, and annotated. */
const HERE = `image: r.test/team/demo:v1
annotations: {org.example.title: it's, -x: $(id)}
artifactType: application/vnd.example
manifests:
- image: r.test/team/demo:arm64
- image: r.test/team/demo:amd64
`

describe('images of other repositories under three tags', () => {
  test.each<[ExportTool, string[]]>([
    ['manifest-tool', ['manifest-tool push --type docker from-spec demo.yaml']],
    [
      'docker buildx imagetools',
      [
        `docker buildx imagetools create \\
  --tag r.test/team/demo:v1 \\
  --tag r.test/team/demo:v1.0 \\
  --tag r.test/team/demo:latest \\
  r.test/demo-s390x@sha256:5afc \\
  r.test/demo-amd64@sha256:98a5`,
      ],
    ],
    [
      'regctl',
      [
        `regctl index create r.test/team/demo:v1 \\
  --media-type application/vnd.docker.distribution.manifest.list.v2+json \\
  --ref r.test/demo-s390x@sha256:5afc \\
  --ref r.test/demo-amd64@sha256:98a5`,
        'regctl image copy r.test/team/demo:v1 r.test/team/demo:v1.0',
        'regctl image copy r.test/team/demo:v1 r.test/team/demo:latest',
      ],
    ],
    [
      'crane',
      [
        `crane index append \\
  --docker-empty-base \\
  --manifest r.test/demo-s390x@sha256:5afc \\
  --manifest r.test/demo-amd64@sha256:98a5 \\
  --tag r.test/team/demo:v1`,
        'crane tag r.test/team/demo:v1 v1.0',
        'crane tag r.test/team/demo:v1 latest',
      ],
    ],
  ])('%s', (tool, expected) => expect(lines(DEMO, tool)).toEqual(expected))

  test('docker manifest makes the list anew for each tag', () => {
    expect(lines(DEMO, 'docker manifest').filter((line) => line.includes('create'))).toHaveLength(3)
    expect(lines(DEMO, 'docker manifest').at(-1)).toBe('docker manifest push --purge r.test/team/demo:latest')
  })

  test('the YAML is what manifest-tool reads', () => {
    const [file] = exported(sources, DEMO, 'manifest-tool').files
    expect(file?.name).toBe('demo.yaml')
    expect(shorter(file?.content ?? '')).toBe(`image: r.test/team/demo:v1
tags:
  - v1.0
  - latest
manifests:
  - image: r.test/demo-s390x@sha256:5afc
    platform:
      architecture: s390x
      os: linux
  - image: r.test/demo-amd64@sha256:98a5
    platform:
      architecture: amd64
      os: linux
`)
  })
})

describe('images of the target repository, with annotations and an artifactType', () => {
  const { digest: arm64 = '' } = sources.plan(HERE).entries[0] ?? {}
  const { digest: amd64 = '' } = sources.plan(HERE).entries[1] ?? {}
  test.each<[ExportTool, string]>([
    [
      'oras',
      `oras manifest index create \\
  --artifact-type application/vnd.example \\
  '--annotation=-x=$(id)' \\
  --annotation 'org.example.title=it'\\''s' \\
  r.test/team/demo:v1 \\
  ${arm64} \\
  ${amd64}`,
    ],
    [
      'regctl',
      `regctl index create r.test/team/demo:v1 \\
  --artifact-type application/vnd.example \\
  '--annotation=-x=$(id)' \\
  --annotation 'org.example.title=it'\\''s' \\
  --ref r.test/team/demo@${arm64} \\
  --ref r.test/team/demo@${amd64}`,
    ],
    [
      'docker buildx imagetools',
      `docker buildx imagetools create \\
  --tag r.test/team/demo:v1 \\
  --annotation 'index:-x=$(id)' \\
  --annotation 'index:org.example.title=it'\\''s' \\
  --file entry-1.json \\
  --file entry-2.json`,
    ],
  ])('%s', (tool, expected) => {
    expect(exported(sources, HERE, tool).lines).toEqual([expected])
  })

  test('buildx reads the platform from a descriptor file where a config would lose its variant', () => {
    const { files, losses } = exported(sources, HERE, 'docker buildx imagetools')
    expect(JSON.parse(files[0]?.content ?? '')).toMatchObject({
      digest: arm64,
      platform: { architecture: 'arm64', os: 'linux', variant: 'v8' },
    })
    expect(losses).toEqual([
      'The artifactType application/vnd.example of the index would be lost: buildx has no option for it.',
    ])
  })
})

describe('entries that regctl has to be told about', () => {
  const yaml = `image: r.test/team/demo:${'t'.repeat(128)}
tags: [also]
format: oci
manifests:
- image: r.test/demo-amd64:v0.2
- {image: "r.test/demo-win2022:v0.2", platform: {os: windows, architecture: amd64, os.version: 10.0.1}}
- {image: "r.test/demo-armv7:v0.2", annotations: {a: b}}
`
  const scratch = `r.test/team/demo:${'t'.repeat(113)}.manifold-parts`
  test('are added one by one under a scratch tag, and no pull sees half of it', () => {
    expect(lines(yaml, 'regctl')).toEqual([
      `regctl index create ${scratch} \\\n  --ref r.test/demo-amd64@sha256:98a5`,
      `regctl index add ${scratch} \\\n  --ref r.test/demo-win2022@sha256:8259 \\\n  --desc-platform windows/amd64,osver=10.0.1`,
      `regctl index add ${scratch} \\\n  --ref r.test/demo-armv7@sha256:c77f \\\n  --desc-annotation a=b`,
      `regctl image copy ${scratch} \\\n  r.test/team/demo:${'t'.repeat(128)}`,
      `regctl image copy ${scratch} \\\n  r.test/team/demo:also`,
      `regctl tag delete ${scratch}`,
    ])
  })
})

test('docker manifest annotates only what the config says otherwise', () => {
  const yaml =
    'image: r.test/demo:v1\nmanifests:\n- {image: "r.test/demo-armnov:v0.2", platform: {os: linux, architecture: arm, variant: v6}}\n'
  expect(lines(yaml, 'docker manifest')[1]).toMatch(
    /^docker manifest annotate \\\n {2}--variant v6 \\\n {2}r\.test\/demo:v1 \\\n {2}r\.test\/demo-armnov@sha256:\w{4}$/,
  )
})

test('one script holds the files and stops at what fails', () => {
  const script = exportScript(exported(sources, DEMO, 'manifest-tool'))
  expect(script).toMatch(/^cat > demo\.yaml <<'END'\nimage: r\.test\/team\/demo:v1\n/)
  expect(script).toMatch(/\nEND\nmanifest-tool push --type docker from-spec demo\.yaml$/)
  expect(exportScript(exported(sources, DEMO, 'crane'))).toContain(' &&\ncrane tag ')
})
