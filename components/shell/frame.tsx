'use client'

import { Menu, Search } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogDescription, DialogTitle, DialogTrigger, DrawerContent } from '@/components/ui/dialog'
import { Palette } from './palette'
import { Brand, Rail } from './rail'
import { useShortcuts } from './use-shortcuts'

/** Rail and page side by side; on narrow screens a bar on top with the rail behind its menu button. */
export function Frame({ places, children }: { places: ReactNode; children: ReactNode }) {
  const [paletteOpen, setPaletteOpen] = useState(false)
  const openPalette = () => setPaletteOpen(true)
  useShortcuts(openPalette)
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[13.5rem_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only rounded-md bg-ink px-3 py-1.5 text-panel focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        Skip to the page
      </a>
      <TopBar places={places} onSearch={openPalette} />
      <aside
        aria-label="Places and registries"
        className="sticky top-0 hidden h-dvh border-r bg-sunk md:flex"
      >
        <Rail places={places} onSearch={openPalette} />
      </aside>
      <main id="main" tabIndex={-1} className="@container min-w-0 px-4 pt-4 pb-16 md:px-6">
        {children}
      </main>
      <Palette open={paletteOpen} onOpenChange={setPaletteOpen} />
    </div>
  )
}

function TopBar({ places, onSearch }: { places: ReactNode; onSearch: () => void }) {
  const [openAt, setOpenAt] = useState<string | null>(null)
  const pathname = usePathname()
  return (
    <header className="sticky top-0 z-30 flex items-center gap-1 border-b bg-sunk px-2 py-1.5 md:hidden">
      {/* Open for one pathname only: going anywhere closes the menu. */}
      <Dialog open={openAt === pathname} onOpenChange={(open) => setOpenAt(open ? pathname : null)}>
        <DialogTrigger asChild>
          <Button variant="ghost" size="icon" aria-label="Menu">
            <Menu aria-hidden />
          </Button>
        </DialogTrigger>
        <DrawerContent>
          <DialogTitle className="sr-only">Menu</DialogTitle>
          <DialogDescription className="sr-only">Places, registries and settings</DialogDescription>
          <Rail
            places={places}
            onSearch={() => {
              setOpenAt(null)
              onSearch()
            }}
          />
        </DrawerContent>
      </Dialog>
      <Brand />
      <Button variant="ghost" size="icon" aria-label="Go to anything" className="ml-auto" onClick={onSearch}>
        <Search aria-hidden />
      </Button>
    </header>
  )
}
