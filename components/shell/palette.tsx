'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTheme } from 'next-themes'
import { useState } from 'react'
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from '@/components/ui/command'
import { copyText } from '@/components/ui/copy-text'
import { Dialog, DialogContent, DialogDescription, DialogTitle } from '@/components/ui/dialog'
import { Spinner } from '@/components/ui/spinner'
import { formatReference, parseReference, type Reference } from '@/lib/oci/reference'
import { composePath, referencePath } from '@/lib/routes'
import { PLACES } from './places'
import { useFoundRepositories } from './use-found-repositories'

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
  const router = useRouter()
  const typed = text.trim()
  const { repositories, searching } = useFoundRepositories(typed)
  const actions = useActions().filter(({ name }) => contains(name, typed))
  const places = PLACES.filter(({ name }) => contains(name, typed))
  const go = (path: Route) => {
    close()
    router.push(path)
  }
  return (
    <Command shouldFilter={false} label="Go to anything" loop>
      <CommandInput
        placeholder="Repository, page, action, or a whole reference"
        value={text}
        onValueChange={setText}
      />
      <CommandList>
        <CommandEmpty>
          {searching ? <Spinner label="Searching" /> : 'Nothing of that name. A whole reference works too.'}
        </CommandEmpty>
        <TypedReference text={typed} onSelect={(reference) => go(referencePath(reference))} />
        {repositories.length > 0 && (
          <CommandGroup heading="Repositories">
            {repositories.map((reference) => (
              <CommandItem
                key={formatReference(reference)}
                value={formatReference(reference)}
                onSelect={() => go(referencePath(reference))}
                className="font-mono text-xs"
              >
                <ReferenceName reference={reference} />
              </CommandItem>
            ))}
          </CommandGroup>
        )}
        {places.length > 0 && (
          <CommandGroup heading="Places">
            {places.map(({ name, path }) => (
              <CommandItem key={name} value={`place ${name}`} onSelect={() => go(path)}>
                {name}
              </CommandItem>
            ))}
          </CommandGroup>
        )}
        {actions.length > 0 && (
          <CommandGroup heading="Actions">
            {actions.map(({ name, run }) => (
              <CommandItem
                key={name}
                value={`action ${name}`}
                onSelect={() => {
                  close()
                  run()
                }}
              >
                {name}
              </CommandItem>
            ))}
          </CommandGroup>
        )}
      </CommandList>
    </Command>
  )
}

/** What is typed may itself be an image: then it comes first. A bare word is a search, not a Docker Hub image. */
function TypedReference({ text, onSelect }: { text: string; onSelect: (reference: Reference) => void }) {
  const parsed = /[/:@]/.test(text) ? parseReference(text) : null
  if (!parsed?.ok) return null
  const { value } = parsed
  return (
    <CommandGroup heading="Open">
      <CommandItem value={`open ${text}`} onSelect={() => onSelect(value)} className="font-mono text-xs">
        <ReferenceName reference={value} />
      </CommandItem>
    </CommandGroup>
  )
}

function ReferenceName({ reference }: { reference: Reference }) {
  const { registry, ...rest } = reference
  return (
    <span className="min-w-0 break-all">
      <span className="text-ink-3">{registry}/</span>
      {formatReference({ registry: '', ...rest }).slice(1)}
    </span>
  )
}

function useActions() {
  const { setTheme } = useTheme()
  const router = useRouter()
  return [
    { name: 'Compose a new tag', run: () => router.push(composePath()) },
    { name: 'Copy the address of this page', run: () => void copyText(window.location.href) },
    { name: 'Light theme', run: () => setTheme('light') },
    { name: 'Dark theme', run: () => setTheme('dark') },
    { name: 'Theme as the system', run: () => setTheme('system') },
  ]
}

const contains = (name: string, typed: string) => name.toLowerCase().includes(typed.toLowerCase())
