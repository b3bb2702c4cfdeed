import 'server-only'
import type { PushEvent } from '@/lib/contract/compositions'
import type { Digest } from '@/lib/oci/digest'

type Step = Extract<PushEvent, { type: 'step' }>
type Progress = Extract<PushEvent, { type: 'progress' }>
type State = Exclude<Step['state'], 'started'>

const REPORT_EVERY_BYTES = 1024 * 1024

/** Counts the steps of a push and tells of each when it begins and ends. */
export class PushProgress {
  readonly #steps: number
  readonly #signal: AbortSignal
  readonly #tell: (event: Step | Progress) => void
  #begun = 0

  constructor(steps: number, signal: AbortSignal, tell: (event: Step | Progress) => void) {
    this.#steps = steps
    this.#signal = signal
    this.#tell = tell
  }

  /** A step that is over already. */
  done(action: Step['action'], subject: string): void {
    this.#report(++this.#begun, action, subject, 'done')
  }

  /** Runs one step. Does not begin it once the push is cancelled. */
  async step(
    action: Step['action'],
    subject: string,
    work: (again: (action: Step['action']) => void) => Promise<State | undefined>,
  ): Promise<void> {
    this.#signal.throwIfAborted()
    const step = ++this.#begun
    let doing = action
    this.#report(step, doing, subject, 'started')
    const state = await work((other) => {
      this.#report(step, doing, subject, 'skipped')
      doing = other
      this.#report(step, doing, subject, 'started')
    })
    this.#report(step, doing, subject, state ?? 'done')
  }

  /** Tells of the bytes of one blob, at most every megabyte and at its end; backwards only where it began again. */
  bytesOf(digest: Digest, total: number): (done: number) => void {
    let told = 0
    return (done) => {
      const isFirst = done === 0 && told > 0
      if (done - told < REPORT_EVERY_BYTES && done < total && !isFirst) return
      told = done
      this.#tell({ type: 'progress', digest, done, total })
    }
  }

  #report(step: number, action: Step['action'], subject: string, state: Step['state']): void {
    this.#tell({ type: 'step', step, steps: this.#steps, action, subject, state })
  }
}
