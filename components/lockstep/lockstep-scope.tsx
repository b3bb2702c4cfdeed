import { X } from 'lucide-react'
import { RegistryChoice } from '@/components/browse/registry-choice'
import { Button } from '@/components/ui/button'
import type { Lockstep } from './use-lockstep'

/** Which registry and repository the list is about, where there is a choice. */
export function LockstepScope({ lockstep }: { lockstep: Lockstep }) {
  const { registries, view, setRegistry, leaveRepository } = lockstep
  if (registries.length < 2 && view.repository === '') return null
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      {registries.length > 1 && (
        <RegistryChoice registries={registries} value={view.registry || null} onChange={setRegistry} />
      )}
      {view.repository !== '' && (
        <Button
          className="min-w-0 max-w-full"
          aria-label={`Only ${view.repository}: show every repository instead`}
          onClick={leaveRepository}
        >
          <span className="truncate font-mono">{view.repository}</span>
          <X aria-hidden className="text-ink-3" />
        </Button>
      )}
    </div>
  )
}
