import type { ReactNode } from 'react'
import { useImageView } from './use-image-view'

interface LayerLinkProps {
  digest: string
  /** Of the platform in the query string; null for all. */
  entryKey: string | null
  /** The picture, where everything about the layer stands, or the files that are in it. */
  to?: 'layers' | 'files'
  children: ReactNode
}

/** The way to a layer, without loading the page again. */
export function LayerLink({ digest, entryKey, to = 'layers', children }: LayerLinkProps) {
  const [, setView] = useImageView()
  const query = new URLSearchParams({
    ...(to === 'files' && { tab: to }),
    ...(entryKey !== null && { platform: entryKey }),
    layer: digest,
  })
  return (
    <a
      href={`?${query}`}
      title={digest}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        void setView({ tab: to, platform: entryKey, layer: digest, view: null }, { history: 'push' })
      }}
      className="inline-flex min-h-6 items-center whitespace-nowrap text-ink-2 text-xs underline decoration-line-strong underline-offset-3 hover:text-ink hover:decoration-ink"
    >
      {children}
    </a>
  )
}
