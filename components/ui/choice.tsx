'use client'

import type { ReactNode } from 'react'
import { ToggleGroup, ToggleGroupItem } from './toggle-group'

interface ChoiceProps<Value extends string> {
  label: string
  value: Value
  options: readonly { value: Value; name: ReactNode }[]
  onChoose: (value: Value) => void
  className?: string
}

/** One of a few, side by side: one is always chosen. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, value, options, onChoose, className } = props
  return (
    <ToggleGroup
      type="single"
      aria-label={label}
      className={className}
      value={value}
      onValueChange={(next: string) => {
        // Pressing the chosen one again would choose none.
        const option = options.find((one) => one.value === next)
        if (option) onChoose(option.value)
      }}
    >
      {options.map((option) => (
        <ToggleGroupItem key={option.value} value={option.value}>
          {option.name}
        </ToggleGroupItem>
      ))}
    </ToggleGroup>
  )
}
