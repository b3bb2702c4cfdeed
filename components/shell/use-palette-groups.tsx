'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTheme } from 'next-themes'
import type { ReactNode } from 'react'
import { copyText } from '@/components/ui/copy-text'
import { SEARCH_LENGTH_MAX } from '@/lib/client/search'
import { formatReference, parseReference, type Reference } from '@/lib/oci/reference'
import { composePath, lockstepPath, referencePath, searchPath, suggestionsPath } from '@/lib/routes'
import { PLACES } from './places'
import { useFoundRepositories } from './use-found-repositories'
import { useFoundTags } from './use-found-tags'

interface PaletteItem {
  /** Unique among all items. */
  value: string
  label: ReactNode
  run: () => void
}

interface PaletteGroup {
  heading: string
  items: PaletteItem[]
}

/** What the palette offers for what is typed, best first; empty groups are left out. */
export function usePaletteGroups(typed: string): { groups: PaletteGroup[]; searching: boolean } {
  const router = useRouter()
  const actions = useActions()
  const { repositories, searching } = useFoundRepositories(typed)
  const tags = useFoundTags(typed)
  const toReference = (prefix: string) => (reference: Reference) => ({
    value: `${prefix} ${formatReference(reference)}`,
    label: <ReferenceName reference={reference} />,
    run: () => router.push(referencePath(reference)),
  })
  const places = PLACES.map(({ name, path }) => ({
    value: `place ${name}`,
    label: name,
    run: () => router.push(path),
  }))
  const groups = [
    { heading: 'Open', items: typedReferences(typed).map(toReference('open')) },
    { heading: 'Repositories', items: repositories.map(toReference('repository')) },
    { heading: 'Tags', items: tags.map(toReference('tag')) },
    { heading: 'Places', items: places.filter(({ label }) => contains(label, typed)) },
    { heading: 'Actions', items: actions.filter(({ label }) => contains(label, typed)) },
    { heading: 'Search', items: typed === '' ? [] : [searchItem(typed, router.push)] },
  ]
  return { groups: groups.filter(({ items }) => items.length > 0), searching }
}

/** The way to all that matches, and to the query language. */
const searchItem = (typed: string, open: (path: Route) => void): PaletteItem => ({
  value: `search ${typed}`,
  label: (
    <span className="min-w-0 break-all">
      Search everything for <span className="font-mono text-xs">{typed}</span>
    </span>
  ),
  run: () => open(searchPath({ q: typed.slice(0, SEARCH_LENGTH_MAX) })),
})

/** What is typed may itself be an image. A bare word is a search, not an image of Docker Hub. */
function typedReferences(text: string): Reference[] {
  const parsed = /[/:@]/.test(text) ? parseReference(text) : null
  return parsed?.ok && text.startsWith(`${parsed.value.registry}/`) ? [parsed.value] : []
}

function ReferenceName({ reference }: { reference: Reference }) {
  const { registry } = reference
  return (
    <span className="min-w-0 break-all font-mono text-xs">
      <span className="text-ink-3">{registry}/</span>
      {formatReference(reference).slice(registry.length + 1)}
    </span>
  )
}

function useActions() {
  const { setTheme } = useTheme()
  const router = useRouter()
  const action = (label: string, run: () => void) => ({ value: `action ${label}`, label, run })
  return [
    action('Compose a new tag', () => router.push(composePath())),
    action('Suggestions: tags nobody has composed yet', () => router.push(suggestionsPath())),
    action('Lockstep: composed tags whose sources moved', () => router.push(lockstepPath())),
    action('Copy the address of this page', () => void copyText(window.location.href)),
    action('Light theme', () => setTheme('light')),
    action('Dark theme', () => setTheme('dark')),
    action('Theme as the system', () => setTheme('system')),
  ]
}

const contains = (name: string, typed: string) => name.toLowerCase().includes(typed.toLowerCase())
