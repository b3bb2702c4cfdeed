import { Maximize2 } from 'lucide-react'
import { useMemo } from 'react'
import type { PulledEntry } from '@/components/platform/pulled-entry'
import { WhoGetsWhat, type WhoGetsWhatProps } from '@/components/platform/who-gets-what'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Dialog, DialogContent, DialogDescription, DialogTitle, DialogTrigger } from '@/components/ui/dialog'
import type { PlanResponse } from '@/lib/contract/compositions'
import { familyOf } from '@/lib/oci/media-type'
import { parseReference } from '@/lib/oci/reference'

/** Who would get what of the wanted index, before it is pushed. An earlier plan stands, dimmed, until the next. */
export function PlanWhoGetsWhat({ plan, stale }: { plan: PlanResponse; stale: boolean }) {
  const entries = useMemo(() => plan.entries.map(pulledEntry), [plan.entries])
  if (entries.length === 0)
    return <p className="text-ink-2">Nobody gets anything yet: the index has no entries. Add an image.</p>
  const board = {
    entries,
    inOciIndex: familyOf(plan.mediaType) === 'oci',
    reference: plan.target,
    wanted: true,
  }
  return (
    <div aria-busy={stale} className={cn(stale && 'opacity-60')}>
      <div className="mb-2 flex items-start justify-between gap-3">
        <p className="text-ink-2">What each client picks by itself on real machines.</p>
        <AllClients {...board} />
      </div>
      <WhoGetsWhat {...board} />
    </div>
  )
}

/** The panel is narrow; the four clients side by side want the whole window. */
function AllClients(board: WhoGetsWhatProps) {
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button size="sm" className="max-md:hidden">
          <Maximize2 aria-hidden />
          All clients
        </Button>
      </DialogTrigger>
      <DialogContent className="max-w-5xl">
        <DialogTitle>Who gets what</DialogTitle>
        <DialogDescription>What each client picks by itself on real machines.</DialogDescription>
        <div className="mt-3">
          <WhoGetsWhat {...board} />
        </div>
      </DialogContent>
    </Dialog>
  )
}

function pulledEntry(entry: PlanResponse['entries'][number], place: number): PulledEntry {
  const source = parseReference(entry.source)
  const { platform, attestation, digest } = entry
  const home = source.ok ? { registry: source.value.registry, repository: source.value.repository } : null
  return { number: place + 1, platform, attestation, digest, home }
}
