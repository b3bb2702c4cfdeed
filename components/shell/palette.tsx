'use client'

import { useState } from 'react'
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from '@/components/ui/command'
import { Dialog, DialogContent, DialogDescription, DialogTitle } from '@/components/ui/dialog'
import { Spinner } from '@/components/ui/spinner'
import { usePaletteGroups } from './use-palette-groups'

interface PaletteProps {
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Go to any repository, image, page or action by typing a part of its name. */
export function Palette({ open, onOpenChange }: PaletteProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        dismissible={false}
        className="top-[12dvh] max-w-xl translate-y-0 overflow-hidden p-0 data-[state=open]:animate-none"
      >
        <DialogTitle className="sr-only">Go to anything</DialogTitle>
        <DialogDescription className="sr-only">
          Type a part of a repository, page or action, or a whole image reference.
        </DialogDescription>
        <PaletteContent close={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  )
}

function PaletteContent({ close }: { close: () => void }) {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState('')
  const { groups, searching } = usePaletteGroups(text.trim())
  const values = groups.flatMap(({ items }) => items.map(({ value }) => value))
  return (
    <Command
      shouldFilter={false}
      label="Go to anything"
      loop
      // Results come and go: while the chosen one is not among them, the first is.
      value={values.includes(chosen) ? chosen : (values[0] ?? '')}
      onValueChange={setChosen}
    >
      <CommandInput
        placeholder="Repository, page, action, or a whole reference"
        value={text}
        onValueChange={setText}
      />
      <CommandList>
        <CommandEmpty>
          {searching ? <Spinner label="Searching" /> : 'Nothing of that name. A whole reference works too.'}
        </CommandEmpty>
        {groups.map(({ heading, items }) => (
          <CommandGroup key={heading} heading={heading}>
            {items.map(({ value, label, run }) => (
              <CommandItem
                key={value}
                value={value}
                onSelect={() => {
                  close()
                  run()
                }}
              >
                {label}
              </CommandItem>
            ))}
          </CommandGroup>
        ))}
      </CommandList>
    </Command>
  )
}
