'use client'

import { useQuery } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Command, CommandEmpty, CommandInput, CommandItem, CommandList } from '@/components/ui/command'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { toApiError } from '@/lib/client/api'
import { repositorySuggestionsQuery } from '@/lib/client/repositories'
import { createGlob } from '@/lib/oci/glob'
import type { CoverageScope } from './use-coverage-view'

const SUGGESTIONS = 50

interface RepositoryPickerProps {
  registry: string
  scope: CoverageScope
  onScope: (scope: Partial<CoverageScope>) => void
}

/** One repository by a part of its name, or all that a glob matches. */
export function RepositoryPicker({ registry, scope, onScope }: RepositoryPickerProps) {
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const glob = /[*?{]/.test(q) && createGlob(q).ok
  const { data, error } = useQuery({
    ...repositorySuggestionsQuery(registry, q, SUGGESTIONS),
    enabled: open && registry !== '' && !glob,
  })
  const names = glob ? [] : (data?.items.map(({ name }) => name) ?? [])
  const shown = scope.repository || scope.match
  const pick = (next: Partial<CoverageScope>) => {
    setOpen(false)
    setTyped('')
    onScope(next)
  }
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button aria-label={shown ? `Repository ${shown}` : 'Repository: all'} className="min-w-0 max-w-full">
          <span className={shown ? 'truncate font-mono' : 'truncate'}>{shown || 'All repositories'}</span>
          <ChevronDown aria-hidden />
        </Button>
      </PopoverTrigger>
      <PopoverContent className="w-80 p-0" aria-label="Repositories">
        <Command label="Repositories" shouldFilter={false}>
          <CommandInput
            placeholder="Part of a name, or a glob: team/**"
            value={typed}
            onValueChange={setTyped}
          />
          <CommandList>
            <CommandEmpty>
              {error ? toApiError(error).message : data ? 'No repository has this in its name.' : 'Looking…'}
            </CommandEmpty>
            {glob && (
              <CommandItem value={`match ${q}`} onSelect={() => pick({ registry: scope.registry, match: q })}>
                All that match <span className="font-mono">{q}</span>
              </CommandItem>
            )}
            {names.map((name) => (
              <CommandItem
                key={name}
                value={name}
                onSelect={() => pick({ registry, repository: name })}
                className="font-mono"
              >
                {name}
              </CommandItem>
            ))}
          </CommandList>
        </Command>
      </PopoverContent>
    </Popover>
  )
}
