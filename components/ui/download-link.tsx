import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button'

interface DownloadLinkProps {
  fileName: string
  content: string
  /** Of the content: "application/yaml". */
  type: string
  children?: ReactNode
}

/** Saves a text the page made itself. */
export function DownloadLink({ fileName, content, type, children }: DownloadLinkProps) {
  return (
    <Button asChild variant={children ? 'default' : 'ghost'} size={children ? 'sm' : 'icon-sm'}>
      <a
        href={`data:${type};charset=utf-8,${encodeURIComponent(content.toWellFormed())}`}
        download={fileName}
        aria-label={children ? undefined : `Download ${fileName}`}
        title={`Download ${fileName}`}
      >
        <Download aria-hidden />
        {children}
      </a>
    </Button>
  )
}
