import Link from 'next/link'
import type { ReactNode } from 'react'
import { parseReference } from '@/lib/oci/reference'
import { referencePath } from '@/lib/routes'

interface FileLinkProps {
  /** Whole reference, by digest, of the image it is in. */
  image: string
  path: string
  /** What it says to whoever hears it, where the text alone is not enough. */
  label?: string
  children: ReactNode
}

/** The way to a file or a folder among all files of its image. */
export function FileLink({ image, path, label, children }: FileLinkProps) {
  const reference = parseReference(image)
  if (!reference.ok) return children
  return (
    <Link
      href={referencePath(reference.value, { tab: 'files', path })}
      prefetch={false}
      aria-label={label}
      className="inline-block min-h-6 min-w-6 content-center break-all rounded-xs underline decoration-line-strong underline-offset-3 hover:decoration-ink"
    >
      {children}
    </Link>
  )
}
