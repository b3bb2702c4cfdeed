/** `sha256:7763…7ad7`: enough to tell two apart, short enough for a table. */
export function shortDigest(digest: string, [head, tail]: [number, number] = [4, 4]): string {
  const colon = digest.indexOf(':') + 1
  const hex = digest.slice(colon)
  if (hex.length <= head + tail + 1) return digest
  return `${digest.slice(0, colon)}${hex.slice(0, head)}…${hex.slice(-tail)}`
}
