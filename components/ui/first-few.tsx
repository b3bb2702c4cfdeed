import type { ReactNode } from 'react'

interface FirstFewProps<Item> {
  items: readonly Item[]
  most: number
  /** One list of them; drawn twice where there are more. */
  children: (items: readonly Item[]) => ReactNode
}

/** As many as a person reads before going on; the rest unfolds. */
export function FirstFew<Item>({ items, most, children }: FirstFewProps<Item>) {
  const more = items.length - most
  return (
    <>
      {children(items.slice(0, most))}
      {more > 0 && (
        <details className="mt-1">
          <summary className="min-h-6 w-fit cursor-pointer rounded-xs text-ink-2">
            and {more.toLocaleString('en')} more
          </summary>
          {children(items.slice(most))}
        </details>
      )}
    </>
  )
}
