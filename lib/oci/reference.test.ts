import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatReference, isRegistryName, isRepositoryName, parseReference } from './reference'

const DIGEST = `sha256:${'a'.repeat(64)}`

describe('references people type', () => {
  it.each([
    ['localhost:5000/demo:v0.2', 'localhost:5000', 'demo', 'v0.2', undefined],
    ['s8345002:5000/demo-s390x:v0.2', 's8345002:5000', 'demo-s390x', 'v0.2', undefined],
    ['[::1]:5000/team/app:1', '[::1]:5000', 'team/app', '1', undefined],
    ['nginx', 'docker.io', 'library/nginx', undefined, undefined],
    ['nginx:1.27', 'docker.io', 'library/nginx', '1.27', undefined],
    ['bitnami/redis:7', 'docker.io', 'bitnami/redis', '7', undefined],
    ['docker.io/nginx:1', 'docker.io', 'library/nginx', '1', undefined],
    ['index.docker.io/library/nginx:1', 'docker.io', 'library/nginx', '1', undefined],
    ['registry-1.docker.io/a/b:1', 'docker.io', 'a/b', '1', undefined],
    ['localhost/demo:v1', 'localhost', 'demo', 'v1', undefined],
    ['ghcr.io/org/app/sub:1.0-rc.1', 'ghcr.io', 'org/app/sub', '1.0-rc.1', undefined],
    [`registry.example.com/a/b@${DIGEST}`, 'registry.example.com', 'a/b', undefined, DIGEST],
    [`registry.example.com/a/b:tag@${DIGEST}`, 'registry.example.com', 'a/b', 'tag', DIGEST],
    ['  localhost:5000/demo:v1\n', 'localhost:5000', 'demo', 'v1', undefined],
    ['localhost:5000/a_b/c__d/e.f/g---h:_x', 'localhost:5000', 'a_b/c__d/e.f/g---h', '_x', undefined],
    ['localhost:5000/__proto__/x:1', null],
    ['', null],
    ['/demo:v1', null],
    ['localhost:5000/', null],
    ['localhost:5000/Demo:v1', null],
    ['localhost:5000/a//b:1', null],
    ['localhost:5000/../etc:1', null],
    ['localhost:5000/a%2fb:1', null],
    ['localhost:5000/a\\b:1', null],
    ['localhost:5000/demo:', null],
    ['localhost:5000/demo:a b', null],
    ['localhost:5000/demo:.x', null],
    [`localhost:5000/demo:${'x'.repeat(129)}`, null],
    ['localhost:5000/demo@sha256:abc', null],
    [`localhost:5000/demo@${DIGEST.toUpperCase()}`, null],
    [`localhost:5000/demo@${DIGEST}@${DIGEST}`, null],
    ['http://localhost:5000/demo:v1', null],
    ['user:pass@localhost:5000/demo:v1', null],
    ['localhost:99999999/demo:v1', null],
    [`localhost:5000/${'a'.repeat(256)}:1`, null],
  ])('%s', (text, registry, repository?, tag?, digest?) => {
    const parsed = parseReference(text)
    if (registry === null) expect(parsed).toMatchObject({ ok: false, error: { code: 'REFERENCE_INVALID' } })
    else
      expect(parsed.ok && { tag: undefined, digest: undefined, ...parsed.value }).toEqual({
        registry,
        repository,
        tag,
        digest,
      })
  })

  const host = fc.oneof(
    fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,6}[a-z0-9])?){1,3}$/),
    fc.constantFrom('localhost', 'docker.io', 'REGISTRY', 'Registry.Example', '127.0.0.1', '[::1]'),
    fc.ipV6().map((address) => `[${address}]`),
  )
  const registry = fc
    .tuple(host, fc.option(fc.nat({ max: 65535 })))
    .map(([name, port]) => (port === null ? name : `${name}:${port}`))
  const component = fc.stringMatching(/^[a-z0-9]{1,5}((\.|_|__|-{1,3})[a-z0-9]{1,5}){0,2}$/)
  // One alone is in docker.io's library, and says so once it is written.
  const repository = fc.array(component, { minLength: 2, maxLength: 5 }).map((path) => path.join('/'))
  const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/)
  const digest = fc.constantFrom(DIGEST, `sha512:${'0'.repeat(128)}`, `sha384:${'f'.repeat(96)}`)
  const written = fc
    .tuple(registry, repository, fc.option(tag), fc.option(digest))
    .map(([where, path, name, pin]) => `${where}/${path}${name ? `:${name}` : ''}${pin ? `@${pin}` : ''}`)

  it('parse -> format -> parse: with ports, IPv6, tags, digests, or both', () => {
    fc.assert(
      fc.property(written, (text) => {
        const parsed = parseReference(text)
        expect(parsed.ok && formatReference(parsed.value)).toBe(text)
        expect(parsed.ok && parseReference(formatReference(parsed.value))).toEqual(parsed)
      }),
      { numRuns: 300 },
    )
  })

  it('what is nearly a reference is refused, or means what it says once it is written again', () => {
    const odd = fc.constantFrom(...':/@.-_[]%\\ \n\0Aé#?'.split(''), '//', '..', '::', '@sha256:', ':5000')
    const near = fc
      .tuple(written, fc.array(fc.tuple(fc.nat(), odd, fc.boolean()), { minLength: 1, maxLength: 3 }))
      .map(([text, slips]) =>
        slips.reduce((soFar, [place, slip, instead]) => {
          const at = place % (soFar.length + 1)
          return soFar.slice(0, at) + slip + soFar.slice(at + (instead ? 1 : 0))
        }, text),
      )
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit: 'binary', maxLength: 40 })), (text) => {
        const parsed = parseReference(text)
        if (!parsed.ok) {
          expect(parsed.error.code).toBe('REFERENCE_INVALID')
          return
        }
        const { registry: name, repository: path } = parsed.value
        expect(parseReference(formatReference(parsed.value))).toEqual(parsed)
        expect(isRegistryName(name) && isRepositoryName(path)).toBe(true)
        expect(formatReference(parsed.value)).not.toMatch(/[\s%\\]|\.\.\//)
      }),
      { numRuns: 500 },
    )
  })

  it('a name made to trip backtracking is refused at once', () => {
    expect(isRepositoryName(`${'a-'.repeat(120)}!`)).toBe(false)
    expect(isRepositoryName(`${'-'.repeat(250)}`)).toBe(false)
  })
})
