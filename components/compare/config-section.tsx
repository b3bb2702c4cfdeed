import { SafeText } from '@/components/inspect/safe-text'
import { RelativeTime } from '@/components/ui/relative-time'
import type { ComparedField } from '@/lib/contract/compare'
import { FoldedSection } from './folded-section'
import { TwoValues } from './two-values'

const FIELD_WORDS: Record<ComparedField['field'], string> = {
  platform: 'Platform',
  entrypoint: 'Entrypoint',
  cmd: 'Command',
  user: 'User',
  workingDir: 'Working directory',
  exposedPorts: 'Ports',
  volumes: 'Volumes',
  stopSignal: 'Stop signal',
  healthcheck: 'Health check',
  author: 'Author',
  createdAt: 'Created',
}

/** Lists whose items stand for themselves; the others are the words of one command. */
const SETS: ReadonlySet<ComparedField['field']> = new Set(['exposedPorts', 'volumes'])

/** How both images run. */
export function ConfigSection({ fields }: { fields: readonly ComparedField[] }) {
  return (
    <FoldedSection
      title="Config"
      rows={fields}
      none="Neither config says anything."
      keyOf={({ field }) => field}
    >
      {({ field, change, a, b }) => (
        <TwoValues
          change={change}
          name={FIELD_WORDS[field]}
          a={a === null ? null : <FieldText field={field} value={a} />}
          b={b === null ? null : <FieldText field={field} value={b} />}
        />
      )}
    </FoldedSection>
  )
}

function FieldText({ field, value }: { field: ComparedField['field']; value: string | string[] }) {
  const text = typeof value === 'string' ? value : SETS.has(field) ? value.join('\n') : JSON.stringify(value)
  return (
    <span className="whitespace-pre-wrap break-words font-mono text-xs">
      <SafeText text={text} />
      {field === 'createdAt' && typeof value === 'string' && (
        <span className="font-sans text-ink-3">
          {' '}
          (<RelativeTime value={value} />)
        </span>
      )}
    </span>
  )
}
