import { SEARCH_EXAMPLES } from './search-terms'

/** How to ask, by examples that can be tried. */
export function SearchExamples({ onTry }: { onTry: (q: string) => void }) {
  return (
    <section className="mt-4 max-w-2xl">
      <h2 className="mb-1 font-semibold">What can be asked</h2>
      <dl className="border-t">
        {SEARCH_EXAMPLES.map(({ q, finds, form }) => (
          <div key={q} className="grid items-baseline gap-x-4 border-b py-1 sm:grid-cols-2">
            <dt className="min-w-0">
              {form ? (
                <code className="break-all font-mono text-xs">{q}</code>
              ) : (
                <button
                  type="button"
                  onClick={() => onTry(q)}
                  className="min-h-6 break-all rounded-xs text-left font-mono text-xs underline decoration-line-strong underline-offset-3 hover:decoration-ink"
                >
                  {q}
                </button>
              )}
            </dt>
            <dd className="text-ink-2">{finds}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-ink-2">
        All terms have to hold. Any other word is a part of the tag's name, as in{' '}
        <code className="font-mono text-xs">team/app:v1</code>.
      </p>
    </section>
  )
}
