import Link from 'next/link'
import { shortDigest } from '@/components/ui/short-digest'
import type { Reference } from '@/lib/oci/reference'
import { referencePath } from '@/lib/routes'

/** The reference as the page's title: the registry dimmed, the repository a way back, the tag what it is about. */
export function ReferenceTitle({ reference }: { reference: Reference }) {
  const { registry, repository, tag, digest } = reference
  return (
    <h1 className="min-w-0 break-all font-medium font-mono text-lg tracking-tight">
      <span className="text-ink-3">{registry}/</span>
      <Link
        href={referencePath({ registry, repository })}
        className="decoration-line-strong underline-offset-4 hover:underline"
      >
        {repository}
      </Link>
      {tag && (
        <>
          <span className="text-ink-3">:</span>
          {tag}
        </>
      )}
      {digest && (
        <span className={tag ? 'text-ink-3' : undefined} title={digest}>
          <span className="text-ink-3">@</span>
          {shortDigest(digest, [8, 4])}
        </span>
      )}
    </h1>
  )
}
