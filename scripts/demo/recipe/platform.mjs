import { base, copy, daysAfter, image, note, release, run } from './release.mjs'

const steps = [
  base('alpine-3.21', 14),
  note('WORKDIR /srv'),
  copy('package-lock.json', '/srv/', 3),
  run('RUN /bin/sh -c npm ci --omit=dev # buildkit', 12, 'srv/node_modules'),
  copy('dist', '/srv/dist', 5),
  note('USER 10001'),
  note('ENTRYPOINT ["node" "dist/server.js"]'),
]
const config = { User: '10001', WorkingDir: '/srv', Entrypoint: ['node', 'dist/server.js'] }
const api = { repository: 'platform/api', steps, config }

/** `v0.9.0` ... `v3.2.0`, with patches, release candidates and the gaps that audits find. */
function versionsOfApi() {
  const minors = [
    '0.9',
    '1.0',
    '1.1',
    '1.2',
    '1.3',
    '1.4',
    '2.0',
    '2.1',
    '2.2',
    '2.3',
    '2.4',
    '3.0',
    '3.1',
    '3.2',
  ]
  const versions = minors.flatMap((minor) => [
    `v${minor}.0-rc.1`,
    `v${minor}.0`,
    ...Array.from({ length: minor.endsWith('0') ? 3 : 2 }, (_, patch) => `v${minor}.${patch + 1}`),
  ])
  return versions.slice(0, 57)
}

/** Two platforms at first, four since 1.2; 2.1.2 forgot arm64, 3.1.0 forgot s390x, candidates are amd64 only. */
function platformsOf(version) {
  if (version.includes('-rc.')) return ['linux/amd64']
  if (version === 'v2.1.2') return ['linux/amd64', 'linux/s390x', 'linux/ppc64le']
  if (version === 'v3.1.0') return ['linux/amd64', 'linux/arm64', 'linux/ppc64le']
  const early = version.startsWith('v0.') || /^v1\.[01]\./.test(version)
  return early
    ? ['linux/amd64', 'linux/arm64']
    : ['linux/amd64', 'linux/arm64', 'linux/s390x', 'linux/ppc64le']
}

function releasesOfApi() {
  const versions = versionsOfApi()
  const last = versions.at(-1)
  return versions.flatMap((version, place) => {
    const tags = version === last ? [version, 'latest', 'v3', 'stable'] : [version]
    return release(
      { ...api, tags, created: daysAfter('2026-01-06T09:30:00Z', place * 5.5) },
      platformsOf(version),
    )
  })
}

const gateway = { repository: 'platform/gateway', steps, config }
const solver = { repository: 'platform/solver', steps, config }
const older = image(
  { ...gateway, type: 'docker', tags: ['2.0.0-amd64'], created: '2026-07-01T10:00:00Z' },
  'linux/amd64',
)
const newer = image(
  { ...gateway, type: 'oci', tags: ['2.0.0-arm64'], created: '2026-07-01T10:05:00Z' },
  'linux/arm64',
)
const tuned = (level) =>
  image({ ...solver, tags: [`1.1-${level}`], created: '2026-08-02T10:00:00Z' }, `linux/amd64/${level}`)
const baseline = image({ ...solver, tags: ['1.1-v1'], created: '2026-08-02T10:00:00Z' }, 'linux/amd64')

export const platform = [
  ...releasesOfApi(),
  older,
  newer,
  {
    repository: 'platform/gateway',
    tags: ['2.0.0', 'latest'],
    index: { type: 'oci', entries: [{ of: older.id }, { of: newer.id }] },
  },
  baseline,
  tuned('v2'),
  tuned('v3'),
  {
    repository: 'platform/solver',
    tags: ['1.1'],
    index: { type: 'oci', entries: [baseline.id, tuned('v2').id, tuned('v3').id].map((of) => ({ of })) },
  },
  {
    repository: 'platform/solver',
    tags: ['1.1-fast-only'],
    index: { type: 'oci', entries: [{ of: tuned('v3').id }] },
  },
]
