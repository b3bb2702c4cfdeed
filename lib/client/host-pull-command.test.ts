import { expect, it } from 'vitest'
import { hostPullCommand } from './host-pull-command'

const reference = { registry: 'localhost:5000', repository: 'team/demo', tag: 'v0.2' }
const pi = { os: 'linux', architecture: 'arm', variant: 'v6' }
const windows = { os: 'windows', architecture: 'amd64' }

it.each([
  ['containerd', pi, 'crictl pull localhost:5000/team/demo:v0.2'],
  ['docker', pi, 'docker pull localhost:5000/team/demo:v0.2'],
  ['docker', { ...windows, 'os.version': '10.0.20348' }, 'docker pull localhost:5000/team/demo:v0.2'],
  ['podman', pi, 'podman pull localhost:5000/team/demo:v0.2'],
  [
    'podman',
    windows,
    'skopeo --override-os windows --override-arch amd64 copy docker://localhost:5000/team/demo:v0.2 dir:demo-amd64',
  ],
  ['crane', pi, 'crane pull --platform linux/arm/v6 localhost:5000/team/demo:v0.2 demo-arm.tar'],
] as const)('%s on %j', (client, asks, command) => {
  expect(hostPullCommand(client, asks, reference)).toBe(command)
})
