'use client'

import { Search, X } from 'lucide-react'
import { type ComponentProps, useRef } from 'react'
import { cn } from './cn'
import { Input } from './input'
import { Kbd } from './kbd'

interface SearchInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type'> {
  value: string
  onValueChange: (value: string) => void
  label: string
  /** True for the one field that `/` jumps to. */
  pageSearch?: boolean
}

export function SearchInput(props: SearchInputProps) {
  const { value, onValueChange, label, pageSearch = false, className, onKeyDown, ...rest } = props
  const field = useRef<HTMLInputElement>(null)
  return (
    <div className={cn('relative w-full sm:w-72', className)} data-slot="search-input">
      <Search className="pointer-events-none absolute top-2 left-2.5 size-3.5 text-ink-3" aria-hidden />
      <Input
        ref={field}
        type="search"
        aria-label={label}
        aria-keyshortcuts={pageSearch ? '/' : undefined}
        data-page-search={pageSearch || undefined}
        placeholder={label}
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') onValueChange('')
          onKeyDown?.(event)
        }}
        className="px-8 [&::-webkit-search-cancel-button]:hidden"
        {...rest}
      />
      {value === '' && pageSearch && (
        <Kbd className="pointer-events-none absolute top-1.5 right-2" aria-hidden>
          /
        </Kbd>
      )}
      {value !== '' && (
        <button
          type="button"
          aria-label="Clear"
          className="absolute top-0.75 right-1 grid size-6 place-items-center rounded-sm text-ink-3 hover:text-ink"
          onClick={() => {
            onValueChange('')
            field.current?.focus()
          }}
        >
          <X className="size-3.5" aria-hidden />
        </button>
      )}
    </div>
  )
}
