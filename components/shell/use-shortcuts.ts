'use client'

import { useEffect, useEffectEvent } from 'react'

/** Ctrl K or Cmd K opens the palette from anywhere; `/` jumps to the search of the page, where nothing is being typed. */
export function useShortcuts(openPalette: () => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return
    if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey) {
      event.preventDefault()
      openPalette()
      return
    }
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    const field = document.querySelector('[data-page-search]')
    event.preventDefault()
    if (field instanceof HTMLInputElement) field.select()
    else openPalette()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.matches('input, textarea, select') ||
    target.closest('[role="dialog"]') !== null
  )
}
