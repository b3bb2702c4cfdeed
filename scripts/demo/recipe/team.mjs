import { descriptor, json } from '../build-image.mjs'
import { bytesOf, sha256 } from '../tar-layer.mjs'
import { base, copy, image, note, release, run } from './release.mjs'

const steps = [
  base('debian-12', 36),
  run('RUN /bin/sh -c apt-get update && apt-get install -y python3 # buildkit', 22, 'usr/bin/python3'),
  copy('app', '/app/', 6),
  note('CMD ["python3" "/app"]'),
]
const app = (name, tags, created) => ({
  repository: `team/${name}`,
  tags,
  created,
  steps,
  config: { Cmd: ['python3', '/app'] },
})
const PAIR = ['linux/amd64', 'linux/arm64']

/** Three builds of Windows in one list: `os.version` alone tells them apart. */
const windows = {
  repository: 'team/windows-service',
  type: /** @type {const} */ ('docker'),
  tags: ['4.2', 'latest'],
  created: '2026-09-09T14:00:00Z',
  steps: [
    base('nanoserver', 48),
    run('cmd /S /C dotnet publish -c Release', 20, 'Files/app/service.dll'),
    note('ENTRYPOINT ["C:\\\\app\\\\service.exe"]'),
  ],
  config: {
    Entrypoint: ['C:\\app\\service.exe'],
    WorkingDir: 'C:\\app',
    Env: ['DOTNET_RUNNING_IN_CONTAINER=true'],
  },
}
const BUILDS = ['10.0.17763.7314', '10.0.20348.3807', '10.0.26100.4349'].map(
  (build) => `windows/amd64@${build}`,
)

/** Whatever people write into labels is text, and must stay text. */
const labels = {
  'org.opencontainers.image.title': 'Grüße, 世界, مرحبا 🚀',
  'org.opencontainers.image.description': '<img src=x onerror="alert(1)"> & <b>bold</b>',
  'org.opencontainers.image.url': 'javascript:alert(document.domain)',
  'org.opencontainers.image.source': 'https://example.com/team/i18n-kit?a=1&b=<2>',
  'com.example.bidi': 'safe\u202Etxt.exe',
  'com.example.zero-width': 'pay\u200Bment',
  'com.example.lines': 'one\ntwo\tthree',
  'com.example.long': 'x'.repeat(600),
}

const reports = release(app('reports', ['2.3', 'latest'], '2026-08-28T11:00:00Z'), PAIR)
const gone = reports.map((item) => (item.id?.endsWith('linux/arm64 oci') ? { ...item, deleted: true } : item))
const importer = image(app('importer', ['0.9-amd64'], '2026-06-06T11:00:00Z'), 'linux/amd64')
const bundle = release(app('bundle', ['1.0-linux'], '2026-07-07T11:00:00Z'), PAIR)
const bundleMips = image(app('bundle', ['1.0-mips'], '2026-07-07T11:00:00Z'), 'linux/mips64le')
const untold = image(app('untold', ['1.0-amd64'], '2026-04-04T11:00:00Z'), 'linux/amd64')

/** Not an image: a chart as Helm pushes it. */
function chart(version) {
  const config = json({
    name: 'gateway',
    version,
    apiVersion: 'v2',
    description: 'The gateway',
    type: 'application',
  })
  const content = bytesOf(`chart ${version}`, 7 * 1024)
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  const body = json({
    schemaVersion: 2,
    mediaType,
    config: descriptor('application/vnd.cncf.helm.config.v1+json', config),
    layers: [descriptor('application/vnd.cncf.helm.chart.content.v1.tar+gzip', content)],
    annotations: { 'org.opencontainers.image.title': 'gateway', 'org.opencontainers.image.version': version },
  })
  const raw = { mediaType, body, digest: sha256(body), blobs: [config, content] }
  return { repository: 'charts/gateway', tags: [version], raw }
}

/** The states that audits exist for, and people's stranger habits. */
export const team = [
  ...release(windows, BUILDS),
  ...release(app('web', ['3.0', 'latest'], '2026-10-10T11:00:00Z'), [...PAIR, 'linux/s390x']),
  image({ ...app('i18n-kit', ['1.0'], '2026-03-15T11:00:00Z'), config: { Labels: labels } }, 'linux/amd64'),
  // The child for arm64 is deleted from under its index.
  ...gone,
  // The index says arm64, the image's own config says amd64.
  importer,
  {
    repository: 'team/importer',
    tags: ['0.9'],
    index: {
      type: 'oci',
      entries: [{ of: importer.id }, { of: importer.id, platform: { architecture: 'arm64', os: 'linux' } }],
    },
  },
  // An index within an index.
  ...bundle,
  bundleMips,
  {
    repository: 'team/bundle',
    tags: ['1.0'],
    index: { type: 'oci', entries: [{ of: 'team/bundle:1.0-linux', platform: null }, { of: bundleMips.id }] },
  },
  // An index that does not say for which platform its entry is.
  untold,
  {
    repository: 'team/untold',
    tags: ['1.0'],
    index: { type: 'oci', entries: [{ of: untold.id, platform: null }] },
  },
  // An index that holds nothing yet, and a repository whose only tag is gone.
  {
    repository: 'team/reports',
    tags: ['next'],
    index: { type: 'oci', entries: [], annotations: { 'com.example.note': 'reserved' } },
  },
  { ...image(app('retired', ['1.0'], '2026-01-30T11:00:00Z'), 'linux/amd64'), deleted: true },
  chart('0.4.0'),
  chart('0.5.0'),
]
