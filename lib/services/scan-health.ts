import 'server-only'
import type { RegistryError } from '@/lib/registry/errors'

/** After so many in a row it is the registry that is gone, not what was asked for. */
const FAILURES_IN_A_ROW_MAX = 8
const SILENT = new Set(['REGISTRY_UNREACHABLE', 'REGISTRY_TIMEOUT', 'REGISTRY_RATE_LIMITED'])

/** The registry does not answer: what was being done is put off, and nothing is taken for missing or unreadable. */
export class RegistryDown extends Error {
  override readonly name = 'RegistryDown'
}

export const isRegistryDown = (error: unknown): error is RegistryDown =>
  error instanceof Error && error.name === 'RegistryDown'

export const isSilence = ({ code }: RegistryError): boolean => SILENT.has(code)

/** Counts silence; `down` is aborted with a `RegistryDown` once there is too much of it. */
export function createHealth(): { down: AbortSignal; heard(error: RegistryError | null): void } {
  const controller = new AbortController()
  let inARow = 0
  return {
    down: controller.signal,
    heard(error) {
      inARow = error && isSilence(error) ? inARow + 1 : 0
      if (error && inARow >= FAILURES_IN_A_ROW_MAX)
        controller.abort(new RegistryDown(error.message, { cause: error }))
    },
  }
}
