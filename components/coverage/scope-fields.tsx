'use client'

import { useQuery } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Command, CommandEmpty, CommandInput, CommandItem, CommandList } from '@/components/ui/command'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import { toApiError } from '@/lib/client/api'
import { registriesQuery } from '@/lib/client/registries'
import { repositorySuggestionsQuery } from '@/lib/client/repositories'

const SUGGESTIONS = 50

interface ScopeFieldsProps {
  registry: string
  repository: string
  onScope: (scope: { registry: string; repository: string | null }) => void
}

/** Which repository is audited. One registry needs no choosing. */
export function ScopeFields({ registry, repository, onScope }: ScopeFieldsProps) {
  const { data } = useQuery(registriesQuery())
  const names = data?.items.map(({ name }) => name) ?? []
  const current = registry || names[0] || ''
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      {names.length > 1 && (
        <Select value={current} onValueChange={(next) => onScope({ registry: next, repository: null })}>
          <SelectTrigger aria-label="Registry" className="font-mono">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {names.map((name) => (
              <SelectItem key={name} value={name} className="font-mono">
                {name}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
      <RepositoryPicker
        registry={current}
        repository={repository}
        onPick={(next) => onScope({ registry: current, repository: next })}
      />
    </div>
  )
}

interface RepositoryPickerProps {
  registry: string
  repository: string
  onPick: (repository: string) => void
}

function RepositoryPicker({ registry, repository, onPick }: RepositoryPickerProps) {
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const { data, error } = useQuery({
    ...repositorySuggestionsQuery(registry, q, SUGGESTIONS),
    enabled: open && registry !== '',
  })
  const names = data?.items.map(({ name }) => name) ?? []
  const pick = (name: string) => {
    setOpen(false)
    setTyped('')
    onPick(name)
  }
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button
          aria-label={repository ? `Repository ${repository}` : 'Repository'}
          className="min-w-0 max-w-full"
        >
          <span className="truncate font-mono">{repository || 'Choose a repository'}</span>
          <ChevronDown aria-hidden />
        </Button>
      </PopoverTrigger>
      <PopoverContent className="w-80 p-0" aria-label="Repositories">
        <Command label="Repositories" shouldFilter={false}>
          <CommandInput placeholder="Type a part of its name" value={typed} onValueChange={setTyped} />
          <CommandList>
            <CommandEmpty>
              {error ? toApiError(error).message : data ? 'No repository has this in its name.' : 'Looking…'}
            </CommandEmpty>
            {names.map((name) => (
              <CommandItem key={name} value={name} onSelect={() => pick(name)} className="font-mono">
                {name}
              </CommandItem>
            ))}
            {q !== '' && !names.includes(q) && (
              <CommandItem value={`open ${q}`} onSelect={() => pick(q)}>
                Open <span className="font-mono">{q}</span>
              </CommandItem>
            )}
          </CommandList>
        </Command>
      </PopoverContent>
    </Popover>
  )
}
