import { ChevronRight } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import type { BoardRow } from '@/lib/oci/who-gets-what'

interface WhoGetsWhatAsideProps {
  rows: readonly BoardRow[]
  open: boolean
  onToggle: () => void
}

/** Hosts nobody expects the image to serve: named, and opened on demand. */
export function WhoGetsWhatAside({ rows, open, onToggle }: WhoGetsWhatAsideProps) {
  if (rows.length === 0) return null
  const nothing = rows.every(({ cells }) => cells.every(({ place }) => place === null))
  return (
    <div className="mt-2">
      <Button variant="ghost" size="sm" aria-expanded={open} onClick={onToggle} className="-ml-2">
        <ChevronRight aria-hidden className={cn(open && 'rotate-90')} />
        {rows.length} more {rows.length === 1 ? 'host gets' : 'hosts get'} nothing
        {nothing ? '' : ' they can run'}
      </Button>
      {!open && (
        <p className="max-w-prose text-ink-3 text-xs">{rows.map(({ host }) => host.name).join(' · ')}</p>
      )}
    </div>
  )
}
