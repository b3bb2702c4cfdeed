import { describe, expect, it } from 'vitest'
import { createGlob } from '@/lib/oci/glob'
import type { JudgedChange } from '@/lib/storage/index-store'
import { type NotificationTarget, notificationsOf } from './notify-findings'

const PLACE = { registry: 'localhost:5000', repository: 'team/app' }
const [BEFORE, AFTER] = [`sha256:${'b'.repeat(64)}`, `sha256:${'a'.repeat(64)}`]

const CHANGE: JudgedChange = {
  changed: ['1.0'],
  lost: [{ tag: '1.0', platforms: ['linux/s390x'], digest: AFTER, before: BEFORE }],
  fresh: [
    {
      code: 'PLATFORM_LOST',
      severity: 'error',
      ref: 'localhost:5000/team/app:1.0',
      platform: 'linux/s390x',
      message: 'It could be pulled for linux/s390x.',
    },
    {
      code: 'SCHEMA1',
      severity: 'warning',
      ref: 'localhost:5000/team/app:0.1',
      platform: null,
      message: 'An old manifest.',
    },
  ],
}

function target(more: Partial<NotificationTarget> & { match?: string } = {}): NotificationTarget {
  const glob = createGlob(more.match ?? '**')
  if (!glob.ok) throw new Error(glob.error.message)
  return {
    url: 'https://chat.example.com/hook',
    on: new Set(['PLATFORM_LOST']),
    registry: null,
    includes: glob.value,
    token: null,
    ...more,
  }
}

const told = (publicUrl: string | null, ...targets: NotificationTarget[]) =>
  notificationsOf(PLACE, CHANGE, targets, {
    at: Date.UTC(2026, 10, 24),
    newId: () => 'id',
    publicUrl: publicUrl === null ? null : new URL(publicUrl),
  })

describe('what is told of a judgement', () => {
  it('is each new finding of the kinds asked for, with the page and the digests', () => {
    expect(
      told('https://images.example.com/ignored', target()).map(({ notification }) => notification),
    ).toEqual([
      {
        type: 'finding',
        id: 'id',
        code: 'PLATFORM_LOST',
        severity: 'error',
        ref: 'localhost:5000/team/app:1.0',
        platform: 'linux/s390x',
        message: 'It could be pulled for linux/s390x.',
        url: 'https://images.example.com/r/localhost:5000/team/app:1.0',
        at: '2026-11-24T00:00:00.000Z',
        before: BEFORE,
        after: AFTER,
      },
    ])
  })

  it('has no address where nobody said which, and no digests where none was lost', () => {
    const [{ notification } = { notification: null }] = told(null, target({ on: new Set(['SCHEMA1']) }))
    expect(notification).toMatchObject({ code: 'SCHEMA1', url: null, before: null, after: null })
  })

  it.each<[string, NotificationTarget, number]>([
    ['of another registry', target({ registry: 'elsewhere' }), 0],
    ['of this registry', target({ registry: 'localhost:5000' }), 1],
    ['of other repositories', target({ match: 'ops/**' }), 0],
    ['of these repositories', target({ match: 'team/*' }), 1],
    ['of two kinds', target({ on: new Set(['SCHEMA1', 'PLATFORM_LOST']) }), 2],
    ['of none', target({ on: new Set() }), 0],
  ])('goes to those who want to hear of findings %s', (_, one, count) => {
    expect(told(null, one)).toHaveLength(count)
  })
})
