import { describe, expect, it } from 'vitest'
import type { FileDifference, FileEntry } from '@/lib/contract/files'
import { fieldsInWords } from './file-change-words'

const entry = (over: Partial<FileEntry>): FileEntry => ({
  path: 'bin/app',
  type: 'file',
  size: 1,
  files: null,
  mode: 0o755,
  uid: 0,
  gid: 0,
  modifiedAt: null,
  linkTo: null,
  layer: 0,
  writtenAs: null,
  lost: null,
  ...over,
})
const changed = (
  fields: FileDifference['fields'],
  a: Partial<FileEntry> = {},
  b: Partial<FileEntry> = {},
): FileDifference => ({ path: 'bin/app', change: 'changed', fields, a: entry(a), b: entry(b) })

describe('what differs of a file', () => {
  it.each([
    [changed(['content', 'size']), 'content'],
    [changed(['size']), 'content'],
    [changed(['mode'], {}, { mode: 0o4755 }), 'permissions rwxr-xr-x → rwsr-xr-x'],
    [changed(['mode'], { mode: null }), 'permissions ? → rwxr-xr-x'],
    [changed(['owner'], {}, { uid: 1000 }), 'owner 0:0 → 1000:0'],
    [changed(['link'], { linkTo: 'old' }, { linkTo: 'new' }), 'leads to new instead of old'],
    [changed(['type', 'content'], {}, { type: 'symlink' }), 'file becomes symlink, content'],
  ])('%#', (difference, words) => {
    expect(fieldsInWords(difference)).toBe(words)
  })

  it('is nothing for a file of one side', () => {
    expect(fieldsInWords({ path: 'a', change: 'added', a: null, b: entry({}), fields: [] })).toBe('')
  })
})
