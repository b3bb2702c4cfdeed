import { NameValueList } from '@/components/inspect/name-value-list'
import type { Provenance } from '@/lib/contract/attestation'
import { MonoText } from './fact-list'

/** What the build was given: build arguments, labels, the target. */
export function ArgumentList({ items }: { items: Provenance['arguments'] }) {
  if (items.length === 0) return null
  return (
    <section aria-label="Arguments of the build">
      <h4 className="mb-1 font-semibold">Arguments</h4>
      <NameValueList rows={items.map(({ name, value }) => ({ name, value: <MonoText text={value} /> }))} />
    </section>
  )
}
