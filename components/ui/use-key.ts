'use client'

import { useEffect, useEffectEvent } from 'react'

const ELSEWHERE = 'input, textarea, select, [contenteditable], [role=dialog], [role=listbox], [role=menu]'

/** A single key, wherever the focus is, unless somebody is typing or choosing. */
export function useKey(key: string, action: () => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const { target } = event
    if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    if (target instanceof HTMLElement && target.closest(ELSEWHERE)) return
    action()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}
