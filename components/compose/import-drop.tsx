'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import type { Import } from './use-import'

interface ImportDropProps {
  imports: Import
  /** Nothing is composed yet: a paste outside every field can only mean the composition. */
  empty: boolean
}

/** A file dropped anywhere on the page, and a text pasted anywhere on an empty one. Keyboards have the Import button. */
export function ImportDrop({ imports, empty }: ImportDropProps) {
  const over = useFileDrop((files, folder) => void imports.takeFiles(files, folder))
  usePaste(empty && imports.start === null, imports)
  if (!over) return null
  return (
    <div
      data-slot="drop-target"
      className="pointer-events-none fixed inset-0 z-60 grid place-items-center bg-overlay p-4"
    >
      <p className="max-w-sm rounded-xl border-2 border-ink border-dashed bg-panel px-6 py-8 text-center">
        <b className="block font-semibold text-lg">Drop to open it here</b>
        <span className="mt-1 block text-ink-2">
          One YAML or JSON file. What is open now is kept beside it.
        </span>
      </p>
    </div>
  )
}

/** True while a file is held over the page. It listens before the editor does, which would take the file for text. */
function useFileDrop(onDrop: (files: File[], folder: boolean) => void): boolean {
  const [over, setOver] = useState(false)
  const drop = useEffectEvent(onDrop)
  useEffect(() => {
    const listening = new AbortController()
    const on = (type: 'dragenter' | 'dragover' | 'dragleave' | 'drop', react: (event: DragEvent) => void) =>
      window.addEventListener(
        type,
        (event) => {
          if (!event.dataTransfer?.types.includes('Files')) return
          event.preventDefault()
          event.stopPropagation()
          react(event)
        },
        { capture: true, signal: listening.signal },
      )
    on('dragenter', () => setOver(true))
    on('dragover', () => {})
    // Elements inside are entered and left all the time; only what goes nowhere has left the page.
    on('dragleave', (event) => event.relatedTarget === null && setOver(false))
    on('drop', (event) => {
      setOver(false)
      const items = [...(event.dataTransfer?.items ?? [])]
      const folder = items.some((item) => item.webkitGetAsEntry()?.isDirectory)
      drop([...(event.dataTransfer?.files ?? [])], folder)
    })
    return () => listening.abort()
  }, [])
  return over
}

function usePaste(enabled: boolean, imports: Import): void {
  const take = useEffectEvent((event: ClipboardEvent) => {
    const { clipboardData, target } = event
    if (!enabled || !clipboardData || isField(target)) return
    const files = [...clipboardData.files]
    const text = clipboardData.getData('text')
    // One line is a word that went astray, unless it is JSON.
    if (files.length === 0 && !/\n|^\s*\{/.test(text.trim())) return
    event.preventDefault()
    if (files.length > 0) void imports.takeFiles(files, false)
    else imports.takeText(text)
  })
  useEffect(() => {
    document.addEventListener('paste', take)
    return () => document.removeEventListener('paste', take)
  }, [])
}

const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
