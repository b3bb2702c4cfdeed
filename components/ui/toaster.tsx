'use client'

import { useTheme } from 'next-themes'
import { Toaster as Sonner } from 'sonner'

export function Toaster() {
  const { resolvedTheme } = useTheme()
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      toastOptions={{
        classNames: {
          toast: '!rounded-lg !border-line-strong !bg-panel !text-ink !shadow-none !text-base !font-sans',
          description: '!text-ink-2 !font-mono !text-xs !break-all',
        },
      }}
    />
  )
}
