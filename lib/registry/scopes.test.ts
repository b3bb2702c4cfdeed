import { expect, test } from 'vitest'
import { normalizeScopes } from './scopes'

test.each([
  [['repository:a:push,pull'], ['repository:a:pull,push']],
  [['repository:a:pull,push repository:b:pull'], ['repository:a:pull,push', 'repository:b:pull']],
  [
    ['repository:b:pull', 'repository:a:pull', 'repository:b:push'],
    ['repository:b:pull,push', 'repository:a:pull'],
  ],
  [['', 'registry:catalog:*'], ['registry:catalog:*']],
  [['repository:host:5000/a:pull'], ['repository:host:5000/a:pull']],
])('scopes %j are one with %j', (scopes, expected) => {
  expect(normalizeScopes(scopes)).toEqual(expected)
})
