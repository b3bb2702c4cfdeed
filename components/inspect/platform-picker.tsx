'use client'

import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Command, CommandEmpty, CommandInput, CommandItem, CommandList } from '@/components/ui/command'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import type { InspectedPlatform } from '@/lib/contract/inspect'
import { EntryChip } from './entry-chip'
import { entryKeys } from './entry-key'

interface PlatformPickerProps {
  platforms: readonly InspectedPlatform[]
  chosen: InspectedPlatform | null
  onChoose: (platform: InspectedPlatform) => void
}

/** One of many platforms, found by typing. */
export function PlatformPicker({ platforms, chosen, onChoose }: PlatformPickerProps) {
  const [open, setOpen] = useState(false)
  const keys = entryKeys(platforms)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button size="sm">
          {chosen ? <EntryChip entry={chosen} /> : `Choose one of ${platforms.length} platforms`}
          <ChevronDown aria-hidden />
        </Button>
      </PopoverTrigger>
      <PopoverContent className="w-64 p-0" aria-label="Platforms">
        <Command label="Platforms">
          <CommandInput placeholder="linux/arm64" />
          <CommandList>
            <CommandEmpty>No platform has this name.</CommandEmpty>
            {platforms.map((platform, place) => (
              <CommandItem
                key={keys[place]}
                value={keys[place]}
                onSelect={() => {
                  onChoose(platform)
                  setOpen(false)
                }}
              >
                <EntryChip entry={platform} />
              </CommandItem>
            ))}
          </CommandList>
        </Command>
      </PopoverContent>
    </Popover>
  )
}
