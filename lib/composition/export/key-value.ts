/** The annotations an option `key=value` can say: the first "=" ends the key, and no argument holds a NUL. */
export function expressible(annotations: Readonly<Record<string, string>>): Record<string, string> {
  const said = Object.entries(annotations).filter(
    ([key, value]) => key !== '' && !key.includes('=') && !`${key}${value}`.includes('\0'),
  )
  return Object.fromEntries(said)
}
