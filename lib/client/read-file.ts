import { SPEC_BYTES_MAX, specText } from '@/lib/composition/spec-text'
import { fail, type Result } from '@/lib/oci/result'

/** The text of a chosen or dropped file. A folder, a binary or a file that is gone is a sentence, never a throw. */
export async function readTextFile(file: File): Promise<Result<string, { message: string }>> {
  // The whole of a larger file is not even read.
  const bytes = await readBytes(file.slice(0, SPEC_BYTES_MAX + 1))
  if (bytes) return specText(bytes)
  return fail({ message: 'The browser could not read it: is it a folder, or gone by now? Choose a file.' })
}

async function readBytes(blob: Blob): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await blob.arrayBuffer())
  } catch {
    return null
  }
}
