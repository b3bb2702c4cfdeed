import 'server-only'
import { RegistryError } from '@/lib/registry/errors'

/**
 * Makes a write that may be made twice. One that got no clear answer (timeout, broken connection, 5xx) may have
 * happened all the same: `landed` looks, and only where it did not is the write made once more.
 */
export async function writeSurely(
  write: () => Promise<unknown>,
  landed: () => Promise<boolean>,
): Promise<undefined> {
  try {
    await write()
  } catch (error) {
    if (!isAmbiguous(error)) throw error
    if (await seen(landed, error)) return
    await write()
  }
}

function isAmbiguous(error: unknown): boolean {
  if (!(error instanceof RegistryError)) return false
  const { status } = error.details
  if (status !== null) return status >= 500
  return error.code === 'REGISTRY_TIMEOUT' || error.code === 'REGISTRY_UNREACHABLE'
}

/** A registry that cannot be asked any more: what the write met is the better explanation. */
async function seen(landed: () => Promise<boolean>, first: unknown): Promise<boolean> {
  try {
    return await landed()
  } catch (error) {
    throw error instanceof RegistryError ? first : error
  }
}
