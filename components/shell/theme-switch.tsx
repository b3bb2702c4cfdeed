'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useTheme } from 'next-themes'
import { ToggleGroup, ToggleGroupItem } from '@/components/ui/toggle-group'
import { useHydrated } from '@/components/ui/use-hydrated'

const THEMES = [
  { value: 'light', label: 'Light', Icon: Sun },
  { value: 'system', label: 'As the system', Icon: Monitor },
  { value: 'dark', label: 'Dark', Icon: Moon },
] as const

export function ThemeSwitch() {
  const { theme, setTheme } = useTheme()
  // The server cannot know the choice: nothing is marked until the browser has told.
  const hydrated = useHydrated()
  return (
    <ToggleGroup
      type="single"
      aria-label="Theme"
      className="mx-2 w-fit"
      value={hydrated ? (theme ?? 'system') : ''}
      onValueChange={(value) => value !== '' && setTheme(value)}
    >
      {THEMES.map(({ value, label, Icon }) => (
        <ToggleGroupItem key={value} value={value} aria-label={label} title={label}>
          <Icon aria-hidden />
        </ToggleGroupItem>
      ))}
    </ToggleGroup>
  )
}
