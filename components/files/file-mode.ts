import type { FileType } from '@/lib/contract/files'

const LETTERS: Record<FileType, string> = {
  file: '-',
  folder: 'd',
  symlink: 'l',
  hardlink: '-',
  'character device': 'c',
  'block device': 'b',
  fifo: 'p',
  whiteout: '-',
  opaque: 'd',
}

const SPECIAL = [
  { bit: 0o4000, letter: 's' },
  { bit: 0o2000, letter: 's' },
  { bit: 0o1000, letter: 't' },
] as const

/** Type and permission bits as `ls -l` writes them: `-rwsr-xr-x`. */
export function modeText(type: FileType, mode: number): string {
  const classes = SPECIAL.map(({ bit, letter }, place) => {
    const bits = (mode >> (6 - 3 * place)) & 0o7
    const executes = (bits & 1) !== 0
    const last = (mode & bit) === 0 ? (executes ? 'x' : '-') : executes ? letter : letter.toUpperCase()
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${last}`
  })
  return LETTERS[type] + classes.join('')
}

/** What is unusual about permission bits, as a sentence; null where nothing is. */
export function modeRisk(type: FileType, mode: number): string | null {
  if (type === 'file' && mode & 0o4000) return 'Runs with the rights of its owner (setuid).'
  if (type === 'file' && mode & 0o2000) return 'Runs with the rights of its group (setgid).'
  return null
}
