import 'server-only'
import type { TargetTag } from '@/lib/composition/plan-types'
import type { Reference } from '@/lib/oci/reference'
import type { Composition } from './composition'
import type { ConfiguredRegistry, Context } from './context'
import type { BlobTransfer } from './transfers'

/** A push that was checked and may begin. */
export interface PushJob {
  context: Context
  composition: Composition
  registry: ConfiguredRegistry
  target: Reference & { tag: string }
  /** In the order they are put; with what each pointed to when the plan was made. */
  tags: TargetTag[]
  signal: AbortSignal
  written: Written
}

/** What a push has put into the target repository so far: it stays there when the push fails. */
export interface Written {
  blobs: number
  manifests: number
  /** The index, under its digest. */
  index: boolean
}

export const nothingWritten = ({ written: { blobs, manifests, index } }: PushJob): boolean =>
  blobs === 0 && manifests === 0 && !index

export const missingBlobs = ({ composition }: PushJob): BlobTransfer[] =>
  composition.transfers.flatMap(({ blobs }) => blobs.filter(({ how }) => how !== 'present'))

export const missingChildren = ({ composition }: PushJob) =>
  composition.transfers.filter(({ present }) => !present)

/** The plan, the index by digest, the tags before they are put and after; and what the job adds. */
export const stepsOf = (job: PushJob): number =>
  4 + missingBlobs(job).length + missingChildren(job).length + job.tags.length
