'use client'

import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { EntryChip } from '@/components/inspect/entry-chip'
import { Button } from '@/components/ui/button'
import { Command, CommandEmpty, CommandInput, CommandItem, CommandList } from '@/components/ui/command'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import type { ComparedEntry } from '@/lib/contract/compare'

interface EntryPickerProps {
  label: string
  entries: readonly ComparedEntry[]
  chosen: ComparedEntry | null
  onChoose: (key: string) => void
}

/** One image of a side, found by typing. */
export function EntryPicker({ label, entries, chosen, onChoose }: EntryPickerProps) {
  const [open, setOpen] = useState(false)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button size="sm" aria-label={`${label}: ${chosen?.key ?? 'none'}`}>
          {chosen ? <EntryChip entry={chosen} /> : 'Choose a platform'}
          <ChevronDown aria-hidden />
        </Button>
      </PopoverTrigger>
      <PopoverContent className="w-64 p-0" aria-label={label}>
        <Command label={label}>
          <CommandInput placeholder="linux/arm64" />
          <CommandList>
            <CommandEmpty>No platform has this name.</CommandEmpty>
            {entries.map((entry) => (
              <CommandItem
                key={entry.key}
                value={entry.key}
                onSelect={() => {
                  onChoose(entry.key)
                  setOpen(false)
                }}
              >
                <EntryChip entry={entry} />
              </CommandItem>
            ))}
          </CommandList>
        </Command>
      </PopoverContent>
    </Popover>
  )
}
