import { RelativeTime } from '@/components/ui/relative-time'
import type { Provenance } from '@/lib/contract/attestation'
import { ArgumentList } from './argument-list'
import { claimInWords, FactList, MonoText, SourceText } from './fact-list'
import { MaterialList } from './material-list'

/** How an image was built. */
export function ProvenanceView({ body }: { body: Provenance }) {
  const { source, complete } = body
  const seconds = secondsBetween(body.startedAt, body.finishedAt)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <FactList
        rows={[
          ['Builder', body.builder && <SourceText uri={body.builder} />],
          ['Build type', body.buildType && <SourceText uri={body.buildType} />],
          ['Source', source.repository && <SourceText uri={source.repository} />],
          ['Revision', source.revision && <MonoText text={source.revision} copy="Copy revision" />],
          ['Entry point', source.entryPoint && <MonoText text={source.entryPoint} />],
          ['Built on', body.platform && <MonoText text={body.platform} />],
          ['Started', body.startedAt && <Moment at={body.startedAt} />],
          ['Finished', body.finishedAt && <Moment at={body.finishedAt} />],
          ['Took', seconds],
          ['Invocation', body.invocationId && <MonoText text={body.invocationId} />],
          ['Said to be reproducible', claimInWords(body.reproducible)],
          ['Said to be hermetic', claimInWords(body.hermetic)],
          ['All parameters listed', claimInWords(complete.parameters)],
          ['All of the environment listed', claimInWords(complete.environment)],
          ['All materials listed', claimInWords(complete.materials)],
        ]}
      />
      <ArgumentList items={body.arguments} />
      <MaterialList items={body.materials} count={body.materialCount} />
    </div>
  )
}

/** How long ago, and exactly when: two moments of one build are both "28 days ago". */
function Moment({ at }: { at: string }) {
  return (
    <>
      <RelativeTime value={at} />{' '}
      <span className="font-mono text-ink-2 text-xs">{at.slice(0, 19).replace('T', ' ')} UTC</span>
    </>
  )
}

function secondsBetween(from: string | null, to: string | null): string | null {
  if (from === null || to === null) return null
  const seconds = Math.round((Date.parse(to) - Date.parse(from)) / 1000)
  if (seconds < 0) return null
  return seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
