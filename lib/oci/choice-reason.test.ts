import { describe, expect, it } from 'vitest'
import { choiceSentence } from './choice-reason'

const entries = [{ platform: { os: 'linux', architecture: 'amd64' } }, { platform: null }]
const arm64 = { os: 'linux', architecture: 'arm64' }

describe('choiceSentence', () => {
  it('says who asked for what, and what it gets', () => {
    const wanted = { os: 'linux', architecture: 'amd64', variant: 'v3' }
    expect(choiceSentence({ client: 'docker', wanted, entries, place: 0 }, 'linux/amd64')).toBe(
      'docker asks for linux/amd64/v3 and pulls linux/amd64: no v3 entry; plain amd64 fits.',
    )
    expect(choiceSentence({ client: 'podman', wanted: arm64, entries, place: 1 }, 'linux/amd64')).toBe(
      'podman asks for linux/arm64 and pulls the entry without platform: the entry names no platform: the last ' +
        'resort, taken unseen.',
    )
  })

  it('says what there is where nothing fits', () => {
    const choice = { client: 'crane', wanted: arm64, entries: entries.slice(0, 1), place: null } as const
    expect(choiceSentence(choice, 'linux/amd64')).toBe(
      'crane asks for linux/arm64 and finds nothing: no arm64 entry. The index has linux/amd64.',
    )
  })
})
