'use client'

import { setDiagnostics } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { Problem } from '@/lib/contract/compositions'
import { textChange } from './text-change'
import { problemDiagnostics, yamlExtensions } from './yaml-extensions'

interface YamlEditorProps {
  value: string
  onValueChange: (value: string) => void
  problems: readonly Problem[]
  /** Where the text stops being readable. */
  broken: { message: string; line?: number; column?: number } | null
}

/** CodeMirror around the text. It is loaded when it is first shown; changes from the form come in as small edits. */
export function YamlEditor({ value, onValueChange, problems, broken }: YamlEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const onTyped = useEffectEvent(onValueChange)
  const initialText = useEffectEvent(() => value)

  useEffect(() => {
    if (!host.current) return
    const changes = EditorView.updateListener.of((update) => {
      if (update.docChanged) onTyped(update.state.sliceDoc())
    })
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({ doc: initialText(), extensions: [yamlExtensions, changes] }),
    })
    view.current = editor
    return () => {
      editor.destroy()
      view.current = null
    }
  }, [])

  useEffect(() => {
    const editor = view.current
    const change = editor && textChange(editor.state.sliceDoc(), value)
    if (change) editor.dispatch({ changes: change })
  }, [value])

  useEffect(() => {
    const editor = view.current
    const shown = broken ? [{ ...broken, line: broken.line ?? 1, severity: 'error' as const }] : problems
    if (editor) editor.dispatch(setDiagnostics(editor.state, problemDiagnostics(editor.state.doc, shown)))
  }, [problems, broken])

  return <div ref={host} className="min-h-40" data-slot="yaml-editor" />
}
