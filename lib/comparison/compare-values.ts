import type { Change } from './comparable'

/** A name and what it stands for on either side; null where it is not there. */
export interface ComparedValue<Value = string> {
  name: string
  change: Change
  a: Value | null
  b: Value | null
}

/** Lays named values side by side, sorted by name. */
export function compareValues(
  a: Iterable<readonly [string, string]>,
  b: Iterable<readonly [string, string]>,
): ComparedValue[] {
  const [valuesA, valuesB] = [new Map(a), new Map(b)]
  const names = [...new Set([...valuesA.keys(), ...valuesB.keys()])].sort()
  return names.map((name) => {
    const [valueA, valueB] = [valuesA.get(name) ?? null, valuesB.get(name) ?? null]
    return { name, change: changeOf(valueA, valueB), a: valueA, b: valueB }
  })
}

/** Variables by name; of one that is set twice the last counts, as it does for the process. */
export function compareEnv(a: readonly string[], b: readonly string[]): ComparedValue[] {
  return compareValues(a.map(variable), b.map(variable))
}

/** What became of one value. */
export function changeOf<Value>(
  a: Value | null,
  b: Value | null,
  equal: (a: Value, b: Value) => boolean = Object.is,
): Change {
  if (a === null) return b === null ? 'same' : 'added'
  if (b === null) return 'removed'
  return equal(a, b) ? 'same' : 'changed'
}

function variable(line: string): [string, string] {
  const equals = line.indexOf('=')
  return equals < 0 ? [line, ''] : [line.slice(0, equals), line.slice(equals + 1)]
}
