'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { Kbd } from '@/components/ui/kbd'
import { coveragePath, homePath } from '@/lib/routes'
import { Logo } from './logo'
import { PLACES } from './places'
import { ThemeSwitch } from './theme-switch'
import { TroubleCount } from './trouble-count'

/** The left rail, and the menu of narrow screens: places, the registries, the way to everything else. */
export function Rail({ places, onSearch }: { places: ReactNode; onSearch: () => void }) {
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4 p-2.5 pt-3.5">
      <Brand />
      <MainNavigation />
      <div className="-mx-2.5 min-h-0 flex-1 overflow-y-auto px-2.5 [scrollbar-width:thin]">{places}</div>
      <div className="flex flex-col gap-1.5 pb-1">
        <button
          type="button"
          onClick={onSearch}
          className="flex items-center justify-between rounded-md px-2 py-1.5 text-ink-2 hover:bg-panel hover:text-ink"
        >
          Go to anything
          <Kbd>Ctrl K</Kbd>
        </button>
        <ThemeSwitch />
      </div>
    </div>
  )
}

export function Brand() {
  return (
    <Link
      href={homePath()}
      className="flex w-fit items-center gap-2 rounded-md px-2 py-0.5 font-semibold text-lg tracking-tight"
    >
      <Logo className="size-5" />
      Manifold
    </Link>
  )
}

function MainNavigation() {
  const pathname = usePathname()
  return (
    <nav aria-label="Places" className="flex flex-col gap-0.5">
      {PLACES.map(({ name, path, owns }) => {
        const here = owns(pathname)
        return (
          <Link
            key={name}
            href={path}
            aria-current={here ? 'page' : undefined}
            className={cn(
              'flex items-center justify-between rounded-md border border-transparent px-2 py-1 font-medium text-ink-2 hover:text-ink',
              here && 'border-line bg-panel text-ink',
            )}
          >
            {name}
            {path === coveragePath() && <TroubleCount />}
          </Link>
        )
      })}
    </nav>
  )
}
