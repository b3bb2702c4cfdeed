import { base, copy, image, note, release, run } from './release.mjs'

const BOARDS = ['linux/arm/v5', 'linux/arm/v6', 'linux/arm/v7', 'linux/arm64/v8']

const go = (program) => ({
  steps: [
    base('distroless-static', 6),
    copy('/etc/ssl/certs', '/etc/ssl/certs', 4),
    run(`COPY /out/${program} /usr/local/bin/${program} # buildkit`, 18, `usr/local/bin/${program}`),
    note('USER nonroot'),
    note(`ENTRYPOINT ["${program}"]`),
  ],
  config: { User: 'nonroot', Entrypoint: [program] },
})

const sensor = { repository: 'edge/sensor', ...go('sensor') }
const cli = { repository: 'tools/cli', ...go('cli') }

/** A repository for every architecture, as pipelines without multi-arch builders leave them behind. */
const agent = (architecture, version, created) =>
  image(
    { repository: `edge/agent-${architecture}`, ...go('agent'), tags: [version], created },
    `linux/${architecture}`,
  )
const agents = ['amd64', 'arm64', 's390x'].map((name) => agent(name, '2.0', '2026-06-15T06:00:00Z'))
const uncomposedAgents = ['amd64', 'arm64', 's390x'].map((name) => agent(name, '2.1', '2026-11-02T06:00:00Z'))

const cliTag = (suffix, platform) =>
  image({ ...cli, tags: [`1.4-${suffix}`], created: '2026-10-21T16:00:00Z' }, platform)

export const edge = [
  ...release({ ...sensor, tags: ['1.0'], created: '2026-02-10T05:00:00Z' }, BOARDS.slice(1, 3)),
  ...release({ ...sensor, tags: ['1.1'], created: '2026-05-10T05:00:00Z' }, BOARDS.slice(1)),
  ...release({ ...sensor, tags: ['1.2', 'latest'], created: '2026-09-10T05:00:00Z' }, BOARDS),
  // `linux/arm` without a variant: which boards can run it is anybody's guess.
  ...release({ ...sensor, tags: ['0.9'], created: '2026-01-10T05:00:00Z' }, ['linux/arm', 'linux/arm64']),
  ...agents,
  {
    repository: 'edge/agent',
    tags: ['2.0', 'latest'],
    index: { type: 'docker', entries: agents.map(({ id }) => ({ of: id })) },
  },
  ...uncomposedAgents,
  ...release({ ...cli, tags: ['1.3'], created: '2026-07-21T16:00:00Z' }, [
    'linux/amd64',
    'linux/arm64',
    'linux/arm/v7',
  ]),
  cliTag('amd64', 'linux/amd64'),
  cliTag('arm64', 'linux/arm64'),
  cliTag('arm-v7', 'linux/arm/v7'),
]
