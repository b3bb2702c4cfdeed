'use client'

import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/input'
import { itemClass, surfaceClass } from '@/components/ui/menu-classes'

export interface ComboboxOption {
  id: string
  content: ReactNode
  onPick: () => void
  /** Picking it only goes a step further: the list stays open for the next. */
  keepOpen?: boolean
}

interface ComboboxProps {
  label: string
  value: string
  onValueChange: (value: string) => void
  options: ComboboxOption[]
  /** A sentence below the options: what is being looked for, or that nothing was found. */
  status?: ReactNode
  /** Enter with no option chosen. */
  onSubmit?: () => void
  /** The first option is chosen by itself: for fields that pick, not for fields that take any text. */
  autoSelect?: boolean
  placeholder?: string
  invalid?: boolean
  describedBy?: string
  onPaste?: (event: ClipboardEvent<HTMLInputElement>) => void
  onFocusChange?: (focused: boolean) => void
  className?: string
  inputClassName?: string
}

/** A text field with suggestions (ARIA combobox, list autocomplete): typing never waits for them. */
export function Combobox(props: ComboboxProps) {
  const { label, value, onValueChange, options, status, autoSelect = false, className } = props
  const listId = useId()
  const [open, setOpen] = useState(false)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const chosen = options.findIndex((option) => option.id === chosenId)
  const active = chosen >= 0 ? chosen : autoSelect && options.length > 0 ? 0 : -1
  const shown = open && (options.length > 0 || Boolean(status))
  const optionId = (index: number) => `${listId}-${index}`

  const pick = (option: ComboboxOption) => {
    setChosenId(null)
    setOpen(option.keepOpen ?? false)
    option.onPick()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setOpen(true)
      setChosenId(options.at(nextIndex(active, step, options.length, shown))?.id ?? null)
    } else if (event.key === 'Escape' && shown) {
      event.preventDefault()
      event.stopPropagation()
      setOpen(false)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const option = shown ? options[active] : undefined
      if (option) pick(option)
      else props.onSubmit?.()
    }
  }

  return (
    <div className={cn('relative min-w-0', className)} data-slot="combobox">
      <Input
        role="combobox"
        aria-label={label}
        aria-expanded={shown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={shown && active >= 0 ? optionId(active) : undefined}
        aria-invalid={props.invalid || undefined}
        aria-describedby={props.describedBy}
        placeholder={props.placeholder}
        className={cn('font-mono text-sm', props.inputClassName)}
        value={value}
        onChange={(event) => {
          setOpen(true)
          setChosenId(null)
          onValueChange(event.target.value)
        }}
        onFocus={() => {
          setOpen(true)
          props.onFocusChange?.(true)
        }}
        onClick={() => setOpen(true)}
        onBlur={() => {
          setOpen(false)
          props.onFocusChange?.(false)
        }}
        onKeyDown={onKeyDown}
        onPaste={props.onPaste}
      />
      <div
        className={cn(surfaceClass, 'absolute top-full right-0 left-0 mt-1 max-h-80 overflow-y-auto p-1')}
        hidden={!shown}
        // Pressing in the list, on its scrollbar too, must not take the focus out of the field.
        onPointerDown={(event) => event.preventDefault()}
      >
        <div role="listbox" id={listId} aria-label={label}>
          {options.map((option, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus; aria-activedescendant points here
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field's keys choose and pick the option
            <div
              key={option.id}
              id={optionId(index)}
              role="option"
              aria-selected={index === active}
              data-selected={index === active}
              ref={index === active ? scrollIntoView : undefined}
              className={itemClass}
              onPointerMove={() => setChosenId(option.id)}
              onClick={() => pick(option)}
            >
              {option.content}
            </div>
          ))}
        </div>
        {status && (
          <p role="status" className="px-2 py-1.5 text-ink-3 text-xs">
            {status}
          </p>
        )}
      </div>
    </div>
  )
}

function scrollIntoView(option: HTMLElement | null): void {
  option?.scrollIntoView({ block: 'nearest' })
}

/** The first press only opens the list; from then on the choice goes round. */
function nextIndex(active: number, step: 1 | -1, count: number, shown: boolean): number {
  if (!shown && active >= 0) return active
  if (active < 0) return step === 1 ? 0 : count - 1
  return (active + step + count) % Math.max(count, 1)
}
