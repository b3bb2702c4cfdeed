import { describe, expect, it } from 'vitest'
import type { ProblemFix } from '@/lib/composition/problems'
import { fixInWords } from './fix-in-words'

const digest = `r/a@sha256:${'0'.repeat(64)}`

describe('fixInWords', () => {
  it.each<[ProblemFix, string | undefined, string]>([
    [
      { kind: 'set-platform', entry: 0, platform: { os: 'linux', architecture: 'arm', variant: 'v6' } },
      'linux/arm/v7',
      'Use linux/arm/v6',
    ],
    [
      {
        kind: 'set-platform',
        entry: 0,
        platform: { os: 'windows', architecture: 'amd64', osversion: '10.0.1' },
      },
      undefined,
      'Use windows/amd64, os.version 10.0.1',
    ],
    [{ kind: 'remove-entry', entry: 1 }, undefined, 'Remove this entry'],
    [{ kind: 'set-format', format: 'oci' }, undefined, 'Use format oci'],
    [{ kind: 'set-format', format: null }, undefined, 'Choose the format by itself'],
    [{ kind: 'rename-key', path: ['tag'], to: 'tags' }, undefined, 'Rename it to tags'],
    [{ kind: 'set-target', image: 'r/a:v1' }, undefined, 'Use r/a:v1'],
    [{ kind: 'add-entry', image: digest }, 'linux/arm64', 'Keep linux/arm64'],
    [{ kind: 'add-entry', image: 'r/a:v1' }, undefined, 'Add r/a:v1'],
  ])('%j about %s says "%s"', (fix, platform, words) => {
    expect(fixInWords(fix, platform)).toBe(words)
  })
})
