'use client'

import { parseAsString, useQueryStates } from 'nuqs'

/** No document is open, though one would be by itself. */
export const NONE = 'none'

/** Which document is open, and what is looked for among its packages. Both have a link. */
export function useDocumentView() {
  const [view, setView] = useQueryStates({
    /** The digest of the layer that is the document. */
    document: parseAsString,
    packages: parseAsString.withDefault(''),
  })
  return {
    /** Null: nobody said. */
    document: view.document,
    packages: view.packages,
    open: (document: string) => void setView({ document, packages: null }),
    search: (text: string) => void setView({ packages: text === '' ? null : text }),
  }
}
