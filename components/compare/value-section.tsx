import { AnnotationValue } from '@/components/inspect/annotation-value'
import { SafeText } from '@/components/inspect/safe-text'
import type { ComparedValue } from '@/lib/contract/compare'
import { FoldedSection } from './folded-section'
import { TwoValues } from './two-values'

interface ValueSectionProps {
  title: string
  none: string
  values: readonly ComparedValue[]
}

/** Environment, labels, annotations: values by name. */
export function ValueSection({ title, none, values }: ValueSectionProps) {
  return (
    <FoldedSection title={title} rows={values} none={none} keyOf={({ name }) => name}>
      {({ name, change, a, b }) => (
        <TwoValues
          change={change}
          name={
            <span className="break-all font-mono text-xs">
              <SafeText text={name} />
            </span>
          }
          a={a === null ? null : <AnnotationValue name={name} value={a} />}
          b={b === null ? null : <AnnotationValue name={name} value={b} />}
        />
      )}
    </FoldedSection>
  )
}
