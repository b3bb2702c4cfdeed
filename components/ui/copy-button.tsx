'use client'

import { Check, Copy } from 'lucide-react'
import { type ComponentProps, useEffect, useState } from 'react'
import { Button } from './button'
import { copyText } from './copy-text'

interface CopyButtonProps extends Omit<ComponentProps<typeof Button>, 'onClick' | 'value'> {
  value: string
  /** What is copied, for the button's name: "Copy digest". */
  label: string
}

export function CopyButton({ value, label, children, size, variant = 'ghost', ...props }: CopyButtonProps) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1500)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <Button
      variant={variant}
      size={size ?? (children ? 'sm' : 'icon-sm')}
      aria-label={children ? undefined : label}
      title={label}
      onClick={() => {
        setCopied(true)
        void copyText(value)
      }}
      {...props}
    >
      {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
      {children}
    </Button>
  )
}
