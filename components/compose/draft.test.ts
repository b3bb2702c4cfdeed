import { describe, expect, it } from 'vitest'
import { loadDraft, openDraft, replaceDraft, saveDraft } from './draft'

const storageWith = (initial: string | null) => {
  let kept = initial
  return {
    getItem: () => kept,
    setItem: (_: string, value: string) => {
      kept = value
    },
  }
}

describe('openDraft', () => {
  const typed = { text: 'image: a/b:v1 # mine\n', seed: '', earlier: null }

  it('brings the draft back when the address asks for nothing', () => {
    expect(openDraft(typed, {}, '')).toBe(typed)
  })

  it('opens what the address asks for and keeps the typed draft beside it', () => {
    const opened = openDraft(typed, { from: 'r/x:v1' }, 'seeded')
    expect(opened).toMatchObject({ text: 'seeded', earlier: typed.text })
  })

  it('finds the edited draft again on a reload of the same address', () => {
    const opened = openDraft(null, { from: 'r/x:v1' }, 'seeded')
    const edited = { ...opened, text: 'seeded and edited' }
    expect(openDraft(edited, { from: 'r/x:v1' }, 'seeded')).toBe(edited)
    expect(openDraft(edited, { from: 'r/y:v1' }, 'other').earlier).toBe('seeded and edited')
  })

  it('puts no empty draft aside', () => {
    expect(
      openDraft({ text: ' \n', seed: '', earlier: null }, { target: 'r/x:v1' }, 'seeded').earlier,
    ).toBeNull()
  })
})

describe('replaceDraft', () => {
  const draft = { text: 'typed', seed: 's', earlier: 'older' }

  it('keeps what it replaces beside it', () => {
    expect(replaceDraft(draft, 'new')).toEqual({ text: 'new', seed: 's', earlier: 'typed' })
  })

  it('keeps what was already put aside when there is nothing newer', () => {
    expect(replaceDraft({ ...draft, text: ' \n' }, 'new').earlier).toBe('older')
  })

  it.each(['typed', 'older'])('keeps no second copy of %j', (next) => {
    const text = next === 'typed' ? 'typed' : ''
    expect(replaceDraft({ ...draft, text }, next)).toMatchObject({ text: next, earlier: null })
  })
})

describe('loadDraft', () => {
  it('reads what was saved', () => {
    const storage = storageWith(null)
    const draft = { text: 'x', seed: '', earlier: 'y' }
    saveDraft(storage, draft)
    expect(loadDraft(storage)).toEqual(draft)
  })

  it.each([null, 'not json', '{"text":1}', '[]'])('is null for %j', (stored) => {
    expect(loadDraft(storageWith(stored))).toBeNull()
  })

  it('is null, and saving goes on, where storage is forbidden', () => {
    const refuse = () => {
      throw new Error('SecurityError')
    }
    expect(loadDraft({ getItem: refuse })).toBeNull()
    expect(() => saveDraft({ setItem: refuse }, { text: '', seed: '', earlier: null })).not.toThrow()
  })
})
