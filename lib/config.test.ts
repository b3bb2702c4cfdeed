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

  it('says when it is scanned, and what its webhook has to show', () => {
    const env = { REGISTRY_URL: 'http://r:5000', SCAN_EVERY: '6h', SCAN_VERIFY_EVERY: 'never' }
    const token = { REGISTRY_WEBHOOK_TOKEN_FILE: '/run/token' }
    const readText = files({ '/run/token': 'a-shared-secret-of-ours\n' })
    expect(loadConfig({ ...env, ...token }, readText).registries[0]).toMatchObject({
      scan: { everyMs: 6 * 3_600_000, verifyEveryMs: null },
      webhookToken: 'a-shared-secret-of-ours',
    })
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
    expect(config.policies).toEqual([
      { match: 'library/**', tags: 'v*', require: ['linux/amd64', 'linux/s390x'] },
    ])
  })

  it('says what is scanned, and when, and how fast', () => {
    const text = [
      'registries:',
      '  - name: r:5000',
      '    concurrency: 4',
      '    scan: { every: 15m, verifyEvery: never, concurrency: 2, rate: 5, method: head, repositories: [team/**, "*"] }',
      '    webhook: { tokenFile: /run/token }',
      '  - name: docker.io',
      '    concurrency: 3',
      '    scan: { enabled: false }',
      'policies: [{ registry: "r:5000", match: "**", require: [linux/amd64] }]',
    ].join('\n')
    const config = loadConfig({}, yaml(text, { '/run/token': 'a-shared-secret-of-ours\n' }))
    expect(config.registries).toMatchObject([
      {
        settings: { scan: { concurrency: 2, rate: 5, method: 'head' } },
        scan: { enabled: true, everyMs: 15 * 60_000, verifyEveryMs: null, repositories: ['team/**', '*'] },
        webhookToken: 'a-shared-secret-of-ours',
      },
      {
        settings: { scan: { concurrency: 3, rate: null, method: 'head' } },
        scan: { enabled: false, everyMs: 3_600_000, verifyEveryMs: 86_400_000, repositories: ['**'] },
        webhookToken: null,
      },
    ])
    const included = ['team/app', 'app', 'other/app'].map((name) => config.registries[0]?.scan.includes(name))
    expect(included).toEqual([true, true, false])
    expect(config.policies[0]?.registry).toBe('r:5000')
  })

  it('says who is told of which findings', () => {
    const text = [
      'notifications:',
      '  - url: https://hooks.example.com/in?key=1',
      '  - url: http://bot:8080/',
      '    on: [platform-lost, child-missing]',
      '    registry: r:5000',
      '    match: team/**',
      '    tokenFile: /run/token',
    ].join('\n')
    const readText = yaml(text, { '/run/token': 'a-shared-secret-of-ours\n' })
    const { notifications } = loadConfig({ REGISTRY_URL: 'http://r:5000' }, readText)
    expect(notifications).toMatchObject([
      {
        url: 'https://hooks.example.com/in?key=1',
        on: new Set(['PLATFORM_LOST']),
        registry: null,
        token: null,
      },
      {
        on: new Set(['PLATFORM_LOST', 'CHILD_MISSING']),
        registry: 'r:5000',
        token: 'a-shared-secret-of-ours',
      },
    ])
    const told = notifications.map(({ includes }) => ['team/app', 'other/app'].map((name) => includes(name)))
    expect(told).toEqual([
      [true, true],
      [true, false],
    ])
  })

  it('may speak of the registry of the environment', () => {
    const text = 'policies: [{ registry: "r:5000", match: "**", require: [linux/amd64] }]'
    expect(loadConfig({ REGISTRY_URL: 'http://r:5000' }, yaml(text)).policies).toHaveLength(1)
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
    [
      'registries:\n  - name: r:5000\n    scan:\n      every: 15\n',
      'manifold.yaml:4:7: registries.0.scan.every: write a time',
    ],
    [
      'registries:\n  - name: r:5000\n    scan: { every: 22d }\n',
      'manifold.yaml:3:13: registries.0.scan.every: not a time',
    ],
    [
      'registries:\n  - name: r:5000\n    scan: { repositories: ["team/[a-z]"] }\n',
      'manifold.yaml:3:28: registries.0.scan.repositories.0: "team/[a-z]" is not a glob',
    ],
    [
      'registries:\n  - name: r:5000\n    webhook: { token: hunter2 }\n',
      'manifold.yaml:3:16: registries.0.webhook.token: not a token',
    ],
    [
      'policies: [{ match: "!a", require: [] }]\n',
      'manifold.yaml:1:14: policies.0.match: "!a" is not a glob',
    ],
    [
      'notifications:\n  - { url: "https://me:hunter2@x/" }\n',
      'manifold.yaml:2:7: notifications.0.url: not an http(s) address',
    ],
    [
      'notifications: [{ url: "https://x/", on: [platform-gone] }]\n',
      'manifold.yaml:1:43: notifications.0.on.0: not a finding: write one of platform-required, ',
    ],
    [
      'registries: [{ name: r:5000 }]\nnotifications: [{ url: "https://x/", registry: q }]\n',
      'manifold.yaml:2:38: notifications.0.registry: no registry is called q',
    ],
    [
      'registries: [{ name: r:5000 }]\npolicies:\n  - { registry: q, match: a, require: [] }\n',
      'manifold.yaml:3:7: policies.0.registry: no registry is called q',
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
  it.each<[string, Record<string, string>, ReturnType<typeof files>?]>([
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
    ['REGISTRY_NAME: my_registry:5000 cannot', { REGISTRY_URL: 'http://my_registry:5000' }],
    ['SCAN_EVERY: not a time', { REGISTRY_URL: 'http://r:5000', SCAN_EVERY: 'hourly' }],
    [
      'REGISTRY_WEBHOOK_TOKEN: not a token',
      { REGISTRY_URL: 'http://r:5000', REGISTRY_WEBHOOK_TOKEN: 'hunter2' },
    ],
    [
      'its tokenFile /t holds no token',
      { REGISTRY_URL: 'http://r:5000', REGISTRY_WEBHOOK_TOKEN_FILE: '/t' },
      files({ '/t': 'hunter2\n' }),
    ],
    ['PORT: ', { REGISTRY_URL: 'http://r:5000', PORT: 'eighty' }],
    ['MANIFOLD_OPEN: write 1', { REGISTRY_URL: 'http://r:5000', MANIFOLD_OPEN: 'yes' }],
    ['PUBLIC_URL: not an http(s) address', { REGISTRY_URL: 'http://r:5000', PUBLIC_URL: 'dashboard' }],
  ])('%s', (start, env, readText) => {
    const problems = problemsOf(env, readText).join('\n')
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
