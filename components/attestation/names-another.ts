import type { ReadableDocument } from '@/lib/contract/attestation'

/** Whether a statement names digests of the same kind, and none of them is the one it stands beside. */
export function namesAnother(subjects: ReadableDocument['subjects'], about: string | null): boolean {
  if (about === null) return false
  const algorithm = about.split(':', 1)[0]
  const named = subjects.flatMap(({ digests }) =>
    digests.filter((digest) => digest.startsWith(`${algorithm}:`)),
  )
  return named.length > 0 && !named.includes(about)
}
