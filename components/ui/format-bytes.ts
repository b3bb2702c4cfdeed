const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** Decimal units, as registries and `docker images` count: `88.1 MB`, `1.16 kB`, `0 B`. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = unit === 0 ? 0 : value < 10 ? 2 : 1
  return `${value.toFixed(digits)} ${UNITS[unit]}`
}
