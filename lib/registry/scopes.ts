import 'server-only'

/** Token scopes (distribution, token/scope): what an account wants to do with what. */
export const CATALOG_SCOPE = 'registry:catalog:*'
export const pullScope = (repository: string): string => `repository:${repository}:pull`
export const pushScope = (repository: string): string => `repository:${repository}:pull,push`
export const deleteScope = (repository: string): string => `repository:${repository}:delete,pull`

/**
 * Scopes in one spelling: split where a challenge holds several, actions sorted (registries print them in any
 * order), actions on one resource united. The first resource stays first: some servers read only that one.
 */
export function normalizeScopes(scopes: readonly string[]): string[] {
  const actions = new Map<string, Set<string>>()
  for (const scope of scopes.flatMap((text) => text.split(' ')).filter((text) => text !== '')) {
    const colon = scope.lastIndexOf(':')
    const resource = scope.slice(0, Math.max(colon, 0))
    const known = actions.get(resource) ?? new Set()
    for (const action of scope.slice(colon + 1).split(',')) known.add(action)
    actions.set(resource, known)
  }
  return [...actions].map(([resource, set]) => `${resource}:${[...set].sort().join(',')}`)
}

/** Whether `held` allows all that `wanted` asks. Both normalised. */
export function coversScopes(held: readonly string[], wanted: readonly string[]): boolean {
  const united = normalizeScopes([...held, ...wanted])
  return united.length === held.length && united.every((scope) => held.includes(scope))
}
