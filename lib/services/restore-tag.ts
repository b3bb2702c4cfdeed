import 'server-only'
import type { RestoreRequest, RestoreResult } from '@/lib/contract/restores'
import type { Digest } from '@/lib/oci/digest'
import type { Manifest } from '@/lib/oci/manifest'
import { formatReference } from '@/lib/oci/reference'
import { isMissing } from '@/lib/registry/errors'
import { brief } from '@/lib/registry/targets'
import { holdTags } from './composition-lock'
import type { Context } from './context'
import { writeSurely } from './push-composition-write'
import { readOldManifest, refusePartsGone } from './restore-tag-manifest'
import { type TagPlace, tagPlace } from './restore-tag-place'
import { recordRestore } from './restore-tag-record'
import { removeTag } from './restore-tag-removal'
import { ServiceError } from './service-error'

/**
 * Puts one tag back to `digest`, byte for byte as the repository still has it, or removes it where that is null.
 * Throws PLAN_MOVED, with what is there now, where the tag is not at `expect`; MANIFEST_UNKNOWN where the old
 * manifest is gone; REGISTRY_REFUSED where the registry cannot remove a tag. A tag that is where it is wanted
 * already stays untouched. `signal` ends the reading; what has begun to be written is brought to its end.
 */
export async function restoreTag(
  context: Context,
  { ref, digest, expect }: RestoreRequest,
  signal: AbortSignal,
): Promise<RestoreResult> {
  const place = tagPlace(context, ref)
  const old = digest === null ? null : await readOldManifest(place, digest, signal)
  const release = await holdTags([formatReference(place.reference)])
  try {
    signal.throwIfAborted()
    const before = await readTag(place)
    const answer = { ref: formatReference(place.reference), before: before?.digest ?? null, after: digest }
    if (answer.before === digest) return { ...answer, moved: false, notices: [] }
    if (expect !== undefined) refuseMoved(place, expect, answer.before)
    if (old) await putBack(place, old, answer.before)
    else if (before)
      await removeTag({ context, place, before, check: () => checkUnmoved(place, before.digest) })
    try {
      await readBack(place, answer)
    } catch (error) {
      // A tag that somebody else moved right after was put back from here all the same.
      if (error instanceof ServiceError && error.code === 'PLAN_MOVED') await recordRestore(context, answer)
      throw error
    }
    return { ...answer, moved: true, notices: await recordRestore(context, answer) }
  } finally {
    release()
  }
}

/** Every bit anew: the digest a registry names in a header, or one read a moment ago, is not always the true one. */
async function readTag({ client, repository, tag }: TagPlace): Promise<Manifest | null> {
  try {
    return (await client.getTag(repository, tag, { verify: true })).manifest
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

async function putBack(place: TagPlace, old: Manifest, before: Digest | null): Promise<void> {
  const { client, repository, tag } = place
  const landed = async () => {
    const now = (await readTag(place))?.digest ?? null
    if (now !== old.digest) refuseMoved(place, before, now)
    return now === old.digest
  }
  await writeSurely(() => client.putManifest(repository, tag, old.mediaType, old.raw), landed).catch(
    (error: unknown) => {
      refusePartsGone(place, old, error)
      throw error
    },
  )
}

async function checkUnmoved(place: TagPlace, wanted: Digest): Promise<void> {
  refuseMoved(place, wanted, (await readTag(place))?.digest ?? null)
}

function refuseMoved({ tag }: TagPlace, expected: Digest | null, now: Digest | null): void {
  if (now === expected) return
  const where = now === null ? 'is not there any more' : `points to ${brief(now)} now`
  throw new ServiceError('PLAN_MOVED', `${tag} ${where}: somebody else moved it, so it was left alone.`, {
    hint: 'Look at what stands there now before you change it.',
    details: { now },
  })
}

/** What the registry serves after the write, not what it answered to it. */
async function readBack(
  place: TagPlace,
  { before, after }: { before: Digest | null; after: Digest | null },
): Promise<void> {
  const now = (await readTag(place))?.digest ?? null
  if (now === after) return
  const { name, tag } = place
  if (now === before) {
    throw new ServiceError(
      'REGISTRY_INCONSISTENT',
      `${name} took the change of ${tag} but still serves it as it was.`,
      { hint: 'Look at the tag again in a moment.', details: { now } },
    )
  }
  const done = after === null ? 'removed' : 'put back'
  const theirs = now === null ? 'removed it' : `pushed ${brief(now)} there`
  throw new ServiceError('PLAN_MOVED', `${tag} was ${done}, and right after that somebody else ${theirs}.`, {
    hint: 'Look at what stands there now before you change it.',
    details: { now },
  })
}
