import { EmptyState } from '@/components/ui/empty-state'
import { SideLetter } from './side-letter'

/** What can be compared, for whoever comes with nothing. */
export function CompareEmpty() {
  return (
    <EmptyState title="Choose two images above.">
      <p>Manifold lays them side by side: platforms, layers, config, environment, labels, history, files.</p>
      <dl className="mt-3 grid gap-2">
        <Example title="Two tags: what did the release change?" a="registry/app:v1.2" b="registry/app:v1.3" />
        <Example
          title="Two repositories, or registries: is the copy still the same?"
          a="staging/app:v1.3"
          b="production/app:v1.3"
        />
        <Example
          title="A digest: what did the tag mean before?"
          a="registry/app@sha256:…"
          b="registry/app:latest"
        />
        <Example
          title="One tag twice: then choose a platform for each side."
          a="registry/app:v1.3"
          b="registry/app:v1.3"
        />
      </dl>
    </EmptyState>
  )
}

function Example({ title, a, b }: { title: string; a: string; b: string }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd className="flex flex-wrap items-center gap-x-2 gap-y-1 font-mono text-ink-3 text-xs">
        <SideLetter side="a" className="size-4" /> {a}
        <SideLetter side="b" className="size-4" /> {b}
      </dd>
    </div>
  )
}
