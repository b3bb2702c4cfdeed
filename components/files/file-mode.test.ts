import { describe, expect, it } from 'vitest'
import type { FileType } from '@/lib/contract/files'
import { modeRisk, modeText } from './file-mode'

describe('modeText', () => {
  const cases: [FileType, number, string][] = [
    ['file', 0o644, '-rw-r--r--'],
    ['folder', 0o755, 'drwxr-xr-x'],
    ['symlink', 0o777, 'lrwxrwxrwx'],
    ['hardlink', 0o600, '-rw-------'],
    ['character device', 0o666, 'crw-rw-rw-'],
    ['block device', 0o660, 'brw-rw----'],
    ['fifo', 0o000, 'p---------'],
    ['file', 0o4755, '-rwsr-xr-x'],
    ['file', 0o4644, '-rwSr--r--'],
    ['file', 0o2755, '-rwxr-sr-x'],
    ['folder', 0o2745, 'drwxr-Sr-x'],
    ['folder', 0o1777, 'drwxrwxrwt'],
    ['folder', 0o1776, 'drwxrwxrwT'],
    ['file', 0o7777, '-rwsrwsrwt'],
  ]
  it.each(cases)('%s %i is %s', (type, mode, text) => expect(modeText(type, mode)).toBe(text))
})

it('says what runs as somebody else', () => {
  expect(modeRisk('file', 0o4755)).toMatch(/owner/)
  expect(modeRisk('file', 0o2755)).toMatch(/group/)
  expect(modeRisk('folder', 0o2755)).toBeNull()
  expect(modeRisk('file', 0o755)).toBeNull()
})
