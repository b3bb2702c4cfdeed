import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatReference, isRepositoryName, parseReference } from './reference'

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

  it('a parsed reference survives being written and read again', () => {
    const component = fc.stringMatching(/^[a-z0-9]+(?:[._-][a-z0-9]+)?$/)
    const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,20}$/)
    fc.assert(
      fc.property(fc.array(component, { minLength: 1, maxLength: 4 }), fc.option(tag), (path, maybeTag) => {
        const text = `registry.example.com:5000/${path.join('/')}${maybeTag === null ? '' : `:${maybeTag}`}`
        const parsed = parseReference(text)
        expect(parsed.ok && formatReference(parsed.value)).toBe(text)
      }),
    )
  })

  it('a name made to trip backtracking is refused at once', () => {
    expect(isRepositoryName(`${'a-'.repeat(120)}!`)).toBe(false)
    expect(isRepositoryName(`${'-'.repeat(250)}`)).toBe(false)
  })
})
