import { describe, expect, it } from 'vitest'
import { linkTarget, nameOf, parentOf, pathParts } from './file-path'

describe('paths', () => {
  it('have a name and a folder', () => {
    expect([nameOf('usr/bin/sh'), parentOf('usr/bin/sh')]).toEqual(['sh', 'usr/bin'])
    expect([nameOf('etc'), parentOf('etc')]).toEqual(['etc', ''])
    expect([nameOf(''), parentOf('')]).toEqual(['', ''])
  })

  it('have parts, each with its own path', () => {
    expect(pathParts('')).toEqual([])
    expect(pathParts('usr/local/bin')).toEqual([
      { name: 'usr', path: 'usr' },
      { name: 'local', path: 'usr/local' },
      { name: 'bin', path: 'usr/local/bin' },
    ])
  })
})

describe('linkTarget', () => {
  const cases: [path: string, linkTo: string, type: 'symlink' | 'hardlink', target: string][] = [
    ['bin/sh', 'dash', 'symlink', 'bin/dash'],
    ['sh', 'bin/dash', 'symlink', 'bin/dash'],
    ['usr/lib/a.so', '../../lib/./b.so', 'symlink', 'lib/b.so'],
    ['usr/lib/a.so', '/opt//b.so/', 'symlink', 'opt/b.so'],
    ['etc/up', '../../../../etc/passwd', 'symlink', 'etc/passwd'],
    ['etc/root', '/', 'symlink', ''],
    ['bin/ls', 'bin/busybox', 'hardlink', 'bin/busybox'],
  ]
  it.each(cases)('%s -> %s (%s) leads to %s', (path, linkTo, type, target) =>
    expect(linkTarget(path, linkTo, type)).toBe(target),
  )
})
