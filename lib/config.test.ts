import { describe, expect, it } from 'vitest'
import { loadConfig } from './config'
import { ConfigError } from './config-error'

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'
const nothing = () => null
const files = (contents: Record<string, string>) => (path: string) => contents[path] ?? null
const yaml = (text: string, more: Record<string, string> = {}) => files({ 'manifold.yaml': text, ...more })

function problemsOf(env: Record<string, string>, readText: (path: string) => string | null = nothing) {
  try {
    loadConfig(env, readText)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

describe('one registry from the environment', () => {
  it('needs REGISTRY_URL alone: its name is host and port', () => {
    const { registries } = loadConfig({ REGISTRY_URL: 'http://localhost:5000' }, nothing)
    expect(registries.map(({ settings }) => [settings.name, settings.url])).toEqual([
      ['localhost:5000', 'http://localhost:5000'],
    ])
  })

  it('goes by another name where one is given', () => {
    const env = { REGISTRY_URL: 'http://127.0.0.1:5000/', REGISTRY_NAME: 's8345002:5000' }
    const { settings } = loadConfig(env, nothing).registries[0] ?? {}
    expect(settings).toMatchObject({ name: 's8345002:5000', url: 'http://127.0.0.1:5000' })
  })

  it('reads a password file without its last newline', () => {
    const env = {
      REGISTRY_URL: 'https://r.example',
      REGISTRY_USERNAME: 'm',
      REGISTRY_PASSWORD_FILE: '/run/p',
    }
    const { settings } = loadConfig(env, files({ '/run/p': ' two words \n' })).registries[0] ?? {}
    expect(settings).toMatchObject({ username: 'm', password: ' two words ' })
  })

  it('takes an empty variable for none', () => {
    const env = { REGISTRY_URL: 'http://r:5000', REGISTRY_PASSWORD: '', DATABASE_URL: '' }
    expect(loadConfig(env, nothing)).toMatchObject({ databaseUrl: null })
  })
})

describe('manifold.yaml', () => {
  it('gives every registry its address, secrets and limits', () => {
    const text = [
      'registries:',
      '  - name: registry.example.com',
      '    url: https://registry:5000',
      '    username: manifold',
      '    passwordFile: /run/secrets/registry',
      '    caFile: /etc/ssl/internal.pem',
      '    repositories: [team/app]',
      '    readOnly: true',
      '    concurrency: 4',
      '  - name: docker.io',
      'policies:',
      '  - match: "library/**"',
      '    tags: "v*"',
      '    require: [linux/amd64, linux/s390x]',
    ].join('\n')
    const secrets = { '/run/secrets/registry': 'secret', '/etc/ssl/internal.pem': PEM }
    const config = loadConfig({}, yaml(text, secrets))
    expect(config.registries).toMatchObject([
      {
        readOnly: true,
        repositories: ['team/app'],
        settings: { url: 'https://registry:5000', password: 'secret', ca: PEM, concurrency: 4 },
      },
      { readOnly: false, settings: { name: 'docker.io', url: 'https://registry-1.docker.io' } },
    ])
    expect(config.notices).toEqual([expect.stringContaining('policies')])
  })

  it.each([
    ['registries:\n  - name: "a b"\n', 'manifold.yaml:2:5: registries.0.name: not a registry name'],
    ['registries:\n  - name: r:5000\n    uri: x\n', 'manifold.yaml:3:5: registries.0: Unrecognized key'],
    [
      'registries:\n  - name: r:5000\n    concurrency: 900\n',
      'manifold.yaml:3:5: registries.0.concurrency: ',
    ],
    ['registries:\n  - url: http://r:5000\n', 'manifold.yaml:2:5: registries.0.name: '],
    ['registries: [\n', 'manifold.yaml:2:1: '],
    [
      'policies:\n  - match: a\n    require: ["linux/*"]\n',
      'manifold.yaml:3:15: policies.0.require.0: not a platform',
    ],
  ])('names file, line and column: %j', (text, start) => {
    expect(problemsOf({}, yaml(text))[0]).toContain(start)
  })

  it('is not needed, but has to be there when named', () => {
    expect(problemsOf({ MANIFOLD_CONFIG: '/etc/m.yaml' })).toEqual([
      'MANIFOLD_CONFIG: there is no file /etc/m.yaml',
    ])
  })
})

describe('what cannot work stops the start', () => {
  it.each<[string, Record<string, string>]>([
    ['No registry is configured', {}],
    ['REGISTRY_URL: not an http(s) address', { REGISTRY_URL: 'localhost:5000' }],
    ['REGISTRY_URL: not an http(s) address', { REGISTRY_URL: 'http://me:hunter2@r:5000' }],
    ['of the form https://host:port', { REGISTRY_URL: 'http://r:5000/v2/' }],
    ['give both username and password', { REGISTRY_URL: 'http://r:5000', REGISTRY_USERNAME: 'm' }],
    [
      'REGISTRY_PASSWORD_FILE: give REGISTRY_PASSWORD or REGISTRY_PASSWORD_FILE',
      { REGISTRY_URL: 'http://r:5000', REGISTRY_PASSWORD: 'hunter2', REGISTRY_PASSWORD_FILE: '/p' },
    ],
    [
      'its passwordFile /p is not there',
      { REGISTRY_URL: 'http://r:5000', REGISTRY_USERNAME: 'm', REGISTRY_PASSWORD_FILE: '/p' },
    ],
    ['its caFile /ca is not there', { REGISTRY_URL: 'http://r:5000', REGISTRY_CA_FILE: '/ca' }],
    ['PORT: ', { REGISTRY_URL: 'http://r:5000', PORT: 'eighty' }],
    ['MANIFOLD_OPEN: write 1', { REGISTRY_URL: 'http://r:5000', MANIFOLD_OPEN: 'yes' }],
    ['PUBLIC_URL: not an http(s) address', { REGISTRY_URL: 'http://r:5000', PUBLIC_URL: 'dashboard' }],
  ])('%s', (start, env) => {
    const problems = problemsOf(env).join('\n')
    expect(problems).toContain(start)
    expect(problems).not.toContain('hunter2')
  })

  it('names a registry configured twice', () => {
    const text = 'registries:\n  - name: r:5000\n'
    expect(problemsOf({ REGISTRY_URL: 'http://r:5000' }, yaml(text))).toEqual([
      'The registry r:5000 is configured twice.',
    ])
  })
})

describe('who may ask, and who may write', () => {
  const configOf = (env: Record<string, string>) =>
    loadConfig({ REGISTRY_URL: 'http://r:5000', ...env }, nothing)

  it.each<[Record<string, string>, boolean, string[]]>([
    [{}, true, []],
    [{ HOST: '::1' }, true, []],
    [{ HOST: '0.0.0.0' }, false, []],
    [{ HOST: '0.0.0.0', MANIFOLD_OPEN: '1' }, true, []],
    [{ HOST: 'Box.lan' }, false, ['box.lan']],
    [{ PUBLIC_URL: 'https://images.example.com/m' }, true, ['images.example.com']],
  ])('%j', (env, writable, names) => {
    const config = configOf(env)
    expect(config.readOnlyReason === null).toBe(writable)
    expect(config.hostNames).toEqual(new Set(['localhost', '127.0.0.1', '[::1]', ...names]))
  })

  it('says how to consent to writing without sign-in', () => {
    expect(configOf({ HOST: '0.0.0.0' }).readOnlyReason).toContain('MANIFOLD_OPEN=1')
  })
})
