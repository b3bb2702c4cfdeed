import type { ComponentProps } from 'react'
import { cn } from './cn'
import { fieldClass } from './input'

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      data-slot="textarea"
      spellCheck={false}
      className={cn(fieldClass, 'min-h-20 w-full py-1.5 font-mono text-xs leading-relaxed', className)}
      {...props}
    />
  )
}
