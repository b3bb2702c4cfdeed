'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import { readTextFile } from '@/lib/client/read-file'
import { readImport } from '@/lib/composition/import-text'

/** What the import dialog opens with. */
export interface ImportStart {
  /** The file it came from; null for pasted or not yet given text. */
  name: string | null
  text: string
  /** Why the file gave no text. */
  failure: string | null
}

export interface Import {
  /** Null while the dialog is closed. */
  start: ImportStart | null
  ask: () => void
  close: () => void
  /** Opens a text that is a composition; asks or explains in the dialog where it is not one yet. */
  takeText: (text: string, name?: string) => void
  takeFiles: (files: readonly File[], folder: boolean) => Promise<void>
  /** The composition at last. */
  finish: (yaml: string, name: string | null) => void
}

/** Bringing a composition in from outside. What was open is kept beside it, and a failure changes nothing. */
export function useImport(open: (yaml: string) => void): Import {
  const [start, setStart] = useState<ImportStart | null>(null)
  const finish = (yaml: string, name: string | null) => {
    open(yaml)
    setStart(null)
    toast.success(name === null ? 'The pasted composition is open.' : `${name} is open.`)
  }
  const takeText = (text: string, name?: string) => {
    const read = readImport(text)
    if (read.ok && read.value.kind === 'spec') finish(read.value.yaml, name ?? null)
    else setStart({ name: name ?? null, text, failure: null })
  }
  const takeFiles = async (files: readonly File[], folder: boolean) => {
    const [file, ...more] = files
    if (folder) return setStart({ name: null, text: '', failure: FOLDER })
    if (!file) return
    if (more.length > 0) return setStart({ name: null, text: '', failure: several(files.length) })
    const text = await readTextFile(file)
    if (text.ok) takeText(text.value, file.name)
    else setStart({ name: file.name, text: '', failure: text.error.message })
  }
  return {
    start,
    ask: () => setStart({ name: null, text: '', failure: null }),
    close: () => setStart(null),
    takeText,
    takeFiles,
    finish,
  }
}

const FOLDER = 'A folder is no composition. Choose the one file in it that is.'
const several = (count: number) =>
  `${count} files are too many at once: a composition is one file. Choose the one to open.`
