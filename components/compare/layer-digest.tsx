import Link from 'next/link'
import { CopyButton } from '@/components/ui/copy-button'
import { shortDigest } from '@/components/ui/short-digest'
import { searchPath } from '@/lib/routes'

/** A layer's digest as the way to every tag that is known to hold it. */
export function LayerDigest({ digest }: { digest: string }) {
  return (
    <span className="inline-flex items-center gap-0.5 whitespace-nowrap">
      <Link
        href={searchPath({ q: `digest:${digest}` })}
        prefetch={false}
        title={`${digest}: tags that hold it`}
        className="font-mono text-xs underline decoration-line-strong underline-offset-3 hover:decoration-ink"
      >
        {shortDigest(digest)}
      </Link>
      <CopyButton value={digest} label={`Copy digest ${digest}`} />
    </span>
  )
}
