import { describe, expect, it } from 'vitest'
import { repositoryTree, topLevel } from './repository-tree'

const drawn = (names: string[], collapsed: string[] = []) =>
  repositoryTree(names, new Set(collapsed)).map(
    ({ level, label, kind, count }) =>
      `${'  '.repeat(level - 1)}${label}${kind === 'namespace' ? `/ ${count}` : ''}`,
  )

describe('repositoryTree', () => {
  it('nests repositories under their namespaces, in natural order', () => {
    expect(drawn(['team/app10', 'team/app2', 'demo', 'edge/agent'])).toEqual([
      'demo',
      'edge/ 1',
      '  agent',
      'team/ 2',
      '  app2',
      '  app10',
    ])
  })

  it('shows a name that is a repository and a namespace as both', () => {
    expect(drawn(['team/app', 'team/app/cache', 'team/web'])).toEqual([
      'team/ 3',
      '  app',
      '  app/ 1',
      '    cache',
      '  web',
    ])
  })

  it('draws a chain of single namespaces on one line', () => {
    expect(drawn(['a/b/c/one', 'a/b/c/two'])).toEqual(['a/b/c/ 2', '  one', '  two'])
  })

  it('leaves out what is below a collapsed namespace and still counts it', () => {
    expect(drawn(['team/app', 'team/web', 'demo'], ['team'])).toEqual(['demo', 'team/ 2'])
  })

  it('numbers siblings, so that a tree of which a part is drawn can be read aloud', () => {
    const rows = repositoryTree(['a/x', 'a/y', 'b'], new Set())
    expect(rows.map(({ position, siblings }) => `${position}/${siblings}`)).toEqual([
      '1/2',
      '1/2',
      '2/2',
      '2/2',
    ])
  })

  it('keeps every one of 5,000 names', () => {
    const names = Array.from({ length: 5000 }, (_, index) => `team-${index % 50}/app-${index}`)
    const rows = repositoryTree(names, new Set())
    expect(rows.filter(({ kind }) => kind === 'repository')).toHaveLength(5000)
    expect(rows.filter(({ kind }) => kind === 'namespace')).toHaveLength(50)
  })
})

describe('topLevel', () => {
  it('counts namespaces and puts them before loose repositories', () => {
    expect(topLevel(['zoo', 'team/web', 'edge/agent/beta', 'team/app', 'team'])).toEqual([
      { name: 'edge', count: 1 },
      { name: 'team', count: 2 },
      { name: 'team', count: 0 },
      { name: 'zoo', count: 0 },
    ])
  })
})
