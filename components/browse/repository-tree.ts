/** One line of the tree of repositories, as it is drawn. */
export interface TreeRow {
  kind: 'namespace' | 'repository'
  /** The whole name; unique together with `kind`, for a repository may also be a namespace. */
  name: string
  /** What the line says: the name without what its parents say. */
  label: string
  /** From 1. */
  level: number
  /** Place among its siblings, from 1, and how many they are. */
  position: number
  siblings: number
  /** Repositories below; 0 for a repository. */
  count: number
  expanded: boolean
}

interface Node {
  children: Map<string, Node>
  isRepository: boolean
  count: number
}

/**
 * The rows of the tree, in order: namespaces and repositories by name, nothing below a collapsed namespace.
 * A namespace that holds nothing but one namespace is drawn with it on one line.
 */
export function repositoryTree(names: readonly string[], collapsed: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = []
  addRows(rows, plant(names), '', 1, collapsed)
  return rows
}

function plant(names: readonly string[]): Node {
  const root = emptyNode()
  for (const name of names) {
    let node = root
    node.count += 1
    for (const component of name.split('/')) {
      const child = node.children.get(component) ?? emptyNode()
      node.children.set(component, child)
      child.count += 1
      node = child
    }
    node.isRepository = true
  }
  return root
}

const emptyNode = (): Node => ({ children: new Map(), isRepository: false, count: 0 })

function addRows(
  rows: TreeRow[],
  parent: Node,
  prefix: string,
  level: number,
  collapsed: ReadonlySet<string>,
): void {
  const lines = [...parent.children].flatMap(([label, node]) => linesOf(label, node)).sort(byLabel)
  lines.forEach(({ kind, label, node }, index) => {
    const name = prefix + label
    const expanded = kind === 'namespace' && !collapsed.has(name)
    const count = kind === 'namespace' ? node.count - (node.isRepository ? 1 : 0) : 0
    const place = { level, position: index + 1, siblings: lines.length }
    rows.push({ kind, name, label, ...place, count, expanded })
    if (expanded) addRows(rows, node, `${name}/`, level + 1, collapsed)
  })
}

interface Line {
  kind: TreeRow['kind']
  label: string
  node: Node
}

function linesOf(label: string, node: Node): Line[] {
  const lines: Line[] = []
  if (node.isRepository) lines.push({ kind: 'repository', label, node })
  if (node.children.size > 0) lines.push({ kind: 'namespace', ...joined(label, node) })
  return lines
}

function joined(label: string, node: Node): { label: string; node: Node } {
  const [only] = node.children
  if (node.children.size !== 1 || !only || only[1].isRepository) return { label, node }
  return joined(`${label}/${only[0]}`, only[1])
}

const collator = new Intl.Collator('en', { numeric: true })
const byLabel = (a: Line, b: Line) => collator.compare(a.label, b.label) || (a.kind < b.kind ? 1 : -1)

/** The top of the tree, for the rail: namespaces with how much they hold, then loose repositories (count 0). */
export function topLevel(names: readonly string[]): { name: string; count: number }[] {
  const tops = new Map<string, number>()
  for (const name of names) {
    const slash = name.indexOf('/')
    const key = slash < 0 ? name : `${name.slice(0, slash)}/`
    tops.set(key, (tops.get(key) ?? 0) + (slash < 0 ? 0 : 1))
  }
  return [...tops]
    .map(([key, count]) => ({ name: count > 0 ? key.slice(0, -1) : key, count }))
    .sort((a, b) => Number(b.count > 0) - Number(a.count > 0) || collator.compare(a.name, b.name))
}
