import { describe, expect, it } from 'vitest'
import { annotationLink } from './annotation-link'

const SOURCE = 'org.opencontainers.image.source'

describe('annotationLink', () => {
  it.each([
    [SOURCE, 'https://git.example/team/app', 'https://git.example/team/app'],
    ['org.opencontainers.image.url', 'http://app.example', 'http://app.example/'],
    [SOURCE, 'javascript:alert(1)', null],
    [SOURCE, ' https://git.example', null],
    [SOURCE, 'data:text/html,x', null],
    [SOURCE, 'git@git.example:team/app', null],
    [SOURCE, 'https://registry.example@evil.example/', null],
    [SOURCE, 'https://', null],
    ['org.opencontainers.image.title', 'https://git.example', null],
    ['maintainer', 'https://git.example', null],
  ])('%s = %s -> %s', (key, value, link) => {
    expect(annotationLink(key, value)).toBe(link)
  })
})
