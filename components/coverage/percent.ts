/** Never rounded up to a hundred, nor down to nothing: either would be a promise. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return '–'
  if (part === whole) return '100 %'
  if (part === 0) return '0 %'
  const tenths = Math.max(1, Math.floor((part / whole) * 1000))
  return `${(tenths / 10).toFixed(1)} %`
}
