import { describe, expect, it } from 'vitest'
import type { Suggestion } from '@/lib/contract/suggestions'
import { gainInWords, hintInWords, matchesText, sourceName } from './suggestion-words'

const digest = `sha256:${'0'.repeat(64)}`
const platform = { os: 'linux', architecture: 'amd64' }
const suggestion = (
  more: Partial<Suggestion> = {},
  ...changes: Suggestion['sources'][number]['change'][]
): Suggestion => ({
  target: 'r.test/team/app:1',
  kind: 'new',
  sources: changes.map((change, place) => ({ image: `r.test/team/app:1-a${place}`, platform, change })),
  today: null,
  spec: { image: 'r.test/team/app:1', manifests: [] },
  ...more,
})
const today = { digest, platforms: [platform] }

describe('a suggestion in words', () => {
  it.each([
    [suggestion({}, 'added', 'added'), 'One tag for 2 platforms.'],
    [
      suggestion({ kind: 'single', today }, 'added', 'kept'),
      'Whoever pushed last has the tag. It gains 1 platform and keeps what it has.',
    ],
    [
      suggestion({ kind: 'incomplete', today }, 'added', 'added', 'replaced', 'older'),
      'The tag gains 2 platforms and gets another image for 1 platform and keeps what it has.',
    ],
    [
      suggestion({ kind: 'incomplete', today: { digest, platforms: [] } }, 'replaced'),
      'The tag gets another image for 1 platform.',
    ],
  ])('says what the tag gains (%#)', (found, words) => {
    expect(gainInWords(found)).toBe(words)
  })

  it.each([
    ['r.test/team/app:1-amd64', ':1-amd64'],
    ['r.test/team/app-amd64:1', 'team/app-amd64:1'],
    ['other.test/team/app:1-amd64', 'other.test/team/app:1-amd64'],
    [`r.test/team/app@${digest}`, `team/app@${digest}`],
  ])('names the source %s as short as can be', (image, name) => {
    expect(sourceName(image, 'r.test/team/app:1')).toBe(name)
  })

  it('is found by parts of its target and its sources', () => {
    const found = suggestion({}, 'added', 'added')
    for (const text of ['', 'TEAM', 'app:1', 'a0 a1', ' team  a1 '])
      expect(matchesText(found, text)).toBe(true)
    for (const text of ['teams', 'a0 a7']) expect(matchesText(found, text)).toBe(false)
  })

  it('is hinted at in one sentence, many of them too', () => {
    expect(hintInWords([])).toBeNull()
    expect(hintInWords([suggestion({}, 'added', 'added', 'added')])).toBe(
      '3 images could be one multi-arch tag, team/app:1.',
    )
    expect(hintInWords([suggestion({ kind: 'single', today }, 'added', 'kept')])).toBe(
      'team/app:1 could serve more platforms: 1 image for it is here already.',
    )
    expect(hintInWords([suggestion({ kind: 'incomplete', today }, 'added', 'replaced')])).toMatch(
      /2 images for it are/,
    )
    expect(hintInWords([suggestion(), suggestion()])).toMatch(/^2 multi-arch tags/)
  })
})
