import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { curlCommand, PULL_CLIENTS, pullCommand } from './shell-commands'

const digest = `sha256:${'a'.repeat(64)}`
const reference = { registry: 'localhost:5000', repository: 'team/demo', tag: 'v0.2' }

/** What a real shell makes of it. */
const sh = (script: string) => execFileSync('sh', ['-c', script], { encoding: 'utf8' })

describe('curlCommand', () => {
  it.each([
    ['a spec', 'image: a/b:v1\nmanifests: []\n'],
    ['no last newline', 'image: a/b:v1'],
    ['quotes and dollars', `image: "it's $HOME \`id\`"\n`],
    ['its own end word', 'YAML\nYAML_END\nimage: x\n'],
  ])('sends the very text: %s', (_, text) => {
    const command = curlCommand('http://127.0.0.1:3000/api/x?accept=A,B', text)
    const received = sh(`curl() { cat; }\n${command}`)
    expect(received.replace(/\n$/, '')).toBe(text.replace(/\n$/, ''))
  })

  it('quotes an address with more than one query value', () => {
    expect(curlCommand('http://h/api?a=1&b=2', 'x')).toContain("'http://h/api?a=1&b=2'")
  })
})

describe('pullCommand', () => {
  it.each([
    ['docker', 'docker pull --platform linux/arm/v6 localhost:5000/team/demo:v0.2'],
    ['podman', 'podman pull --platform linux/arm/v6 localhost:5000/team/demo:v0.2'],
    [
      'skopeo',
      'skopeo --override-arch arm --override-variant v6 copy docker://localhost:5000/team/demo:v0.2 dir:demo-arm',
    ],
    ['crane', 'crane pull --platform linux/arm/v6 localhost:5000/team/demo:v0.2 demo-arm.tar'],
  ] as const)('asks %s for the platform', (client, command) => {
    expect(pullCommand(client, reference, { platform: 'linux/arm/v6', digest })).toBe(command)
  })

  it('names another operating system to skopeo, which assumes the host’s', () => {
    expect(pullCommand('skopeo', reference, { platform: 'windows/amd64', digest })).toContain(
      '--override-os windows --override-arch amd64',
    )
  })

  it.each(PULL_CLIENTS)('pulls a Windows build by its digest with %s', (client) => {
    const command = pullCommand(client, reference, { platform: 'windows(10.0.17763.1)/amd64', digest })
    expect(command).toContain(`localhost:5000/team/demo@${digest}`)
    expect(command).not.toContain('v0.2')
    expect(command).not.toContain('--platform')
  })
})
