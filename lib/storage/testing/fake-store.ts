import type { Store } from '../store'

/** A store that has what a test gives it; anything else it is asked for fails the test. */
export function fakeStore(parts: Partial<Store>): Store {
  return new Proxy(parts, {
    get(given, name) {
      if (name in given || name === 'then') return Reflect.get(given, name)
      throw new Error(`This test's store has no "${String(name)}".`)
    },
  }) as Store
}
