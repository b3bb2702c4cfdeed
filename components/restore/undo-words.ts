import type { UndoPhase } from './undo-state'

export interface UndoWords {
  titles: Record<UndoPhase, string>
  descriptions: Record<UndoPhase, string>
  list: string
  start: string
  running: string
  done: string
  failed: string
}

/** Taking back what a push did. */
export const UNDO_WORDS: UndoWords = {
  titles: {
    planned: 'Undo this change?',
    running: 'Undoing…',
    done: 'Undone',
    partly: 'Only partly undone',
    failed: 'Not undone',
  },
  descriptions: {
    planned: 'Every tag goes back to what it was. One that somebody has pushed to since is left alone.',
    running: 'One tag after the other; one that fails does not hold up the others.',
    done: 'The tags are as they were before.',
    partly: 'The tags that could not be undone, and why, stand below.',
    failed: 'No tag could be undone. Why, and what to do, stands with each.',
  },
  list: 'Tags to undo',
  start: 'Undo now',
  running: 'Undoing…',
  done: 'undone',
  failed: 'not undone',
}

/** Giving a tag a digest it had before, whoever moved it since. */
export const PUT_BACK_WORDS: UndoWords = {
  titles: {
    planned: 'Put this digest back?',
    running: 'Putting back…',
    done: 'Put back',
    partly: 'Only partly put back',
    failed: 'Not put back',
  },
  descriptions: {
    planned:
      'Everybody who pulls the tag gets the earlier image again. What it points to now stays in its history, and in the registry until that is cleaned up.',
    running: 'The earlier manifest is read and written under the tag again, byte for byte.',
    done: 'The tag points to the earlier digest again.',
    partly: 'What could not be put back, and why, stands below.',
    failed: 'The tag is where it was. Why, and what to do, stands below.',
  },
  list: 'Tags to put back',
  start: 'Put back now',
  running: 'Putting back…',
  done: 'put back',
  failed: 'not put back',
}
