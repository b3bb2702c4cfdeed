'use client'

import { StatusGlyph } from '@/components/ui/status-glyph'
import { ToggleGroup, ToggleGroupItem } from '@/components/ui/toggle-group'
import type { Registry } from '@/lib/contract/registries'

/** Stands for "all": no registry can have this name. */
const ALL = '*'

interface RegistryChoiceProps {
  registries: readonly Registry[]
  value: string | null
  onChange: (registry: string | null) => void
}

/** One registry, or all of them; those in trouble are marked, so that it is seen without scrolling. */
export function RegistryChoice({ registries, value, onChange }: RegistryChoiceProps) {
  return (
    <ToggleGroup
      type="single"
      aria-label="Registries shown"
      className="h-auto min-h-7.5 flex-wrap"
      value={value ?? ALL}
      onValueChange={(name) => onChange(name === ALL ? null : name)}
    >
      <ToggleGroupItem value={ALL} className="min-h-6">
        All registries
      </ToggleGroupItem>
      {registries.map(({ name, problem }) => (
        <ToggleGroupItem key={name} value={name} className="min-h-6">
          {problem && <StatusGlyph kind="error" />}
          {name}
        </ToggleGroupItem>
      ))}
    </ToggleGroup>
  )
}
