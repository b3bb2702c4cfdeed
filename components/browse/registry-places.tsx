'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cn } from '@/components/ui/cn'
import { StatusGlyph } from '@/components/ui/status-glyph'
import { registriesQuery } from '@/lib/client/registries'
import type { Registry } from '@/lib/contract/registries'
import { homePath, referencePath } from '@/lib/routes'
import { topLevel } from './repository-tree'
import { useAllRepositories } from './use-all-repositories'

/** Entries of the rail, shared among the registries. */
const SHOWN_MAX = 24

/** The registries in the rail, with what stands at the top of each. */
export function RegistryPlaces() {
  const { data } = useQuery(registriesQuery())
  if (!data) return null
  return (
    <nav aria-label="Registries" className="flex flex-col gap-4">
      {data.items.map((registry) => (
        <div key={registry.name}>
          <h2 className="flex items-center gap-1.5 px-2 pb-1 font-medium text-2xs text-ink-3">
            <span className="truncate" title={registry.name}>
              {registry.name}
            </span>
            {registry.reachability !== 'reachable' && (
              <StatusGlyph kind="error" label={registry.problem?.message ?? 'Not reachable'} />
            )}
          </h2>
          {registry.reachability === 'reachable' && (
            <Namespaces registry={registry} shown={Math.max(6, Math.floor(SHOWN_MAX / data.items.length))} />
          )}
        </div>
      ))}
    </nav>
  )
}

function Namespaces({ registry, shown }: { registry: Registry; shown: number }) {
  const { names } = useAllRepositories(registry.name, true)
  const pathname = usePathname()
  const entries = topLevel(names)
  return (
    <ul>
      {entries.slice(0, shown).map(({ name, count }) => (
        <li key={`${name} ${count > 0}`}>
          <NamespaceLink registry={registry.name} name={name} count={count} pathname={pathname} />
        </li>
      ))}
      {entries.length > shown && (
        <li>
          <Link
            href={homePath({ registry: registry.name })}
            className="block rounded-md px-2 py-1 text-ink-3 text-xs hover:text-ink"
          >
            {(entries.length - shown).toLocaleString('en')} more
          </Link>
        </li>
      )}
    </ul>
  )
}

interface NamespaceLinkProps {
  registry: string
  name: string
  /** Repositories below; 0 when it is a repository itself. */
  count: number
  pathname: string
}

function NamespaceLink({ registry, name, count, pathname }: NamespaceLinkProps) {
  const isNamespace = count > 0
  const path = referencePath({ registry, repository: name })
  const isHere = (isNamespace ? ['/'] : ['', ':', '@']).some((next) =>
    next === '' ? pathname === path : pathname.startsWith(path + next),
  )
  const href = isNamespace ? homePath({ registry, q: `${name}/` }) : path
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isHere ? 'true' : undefined}
      className={cn(
        'flex items-center justify-between gap-2 rounded-md border border-transparent min-h-6 px-2 py-0.5 font-mono text-ink-2 text-xs hover:text-ink',
        isHere && 'border-line bg-panel text-ink',
      )}
    >
      <span className="truncate" title={name}>
        {name}
        {isNamespace && '/'}
      </span>
      {isNamespace && <span className="text-2xs text-ink-3 tabular-nums">{count}</span>}
    </Link>
  )
}
