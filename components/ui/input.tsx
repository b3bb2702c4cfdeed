import type { ComponentProps } from 'react'
import { cn } from './cn'

/** What every field shares; the invalid state is a thicker border too, not colour alone. */
export const fieldClass =
  'rounded-md border border-field bg-panel px-2 text-ink placeholder:text-ink-3 focus-visible:outline-offset-0 disabled:opacity-50 aria-invalid:border-bad aria-invalid:border-2'

export function Input({ className, type = 'text', ...props }: ComponentProps<'input'>) {
  return (
    <input
      data-slot="input"
      type={type}
      autoComplete="off"
      spellCheck={false}
      className={cn(fieldClass, 'h-7.5 w-full min-w-0 text-base', className)}
      {...props}
    />
  )
}
