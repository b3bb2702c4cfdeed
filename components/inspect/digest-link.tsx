import Link from 'next/link'
import { CopyButton } from '@/components/ui/copy-button'
import { shortDigest } from '@/components/ui/short-digest'
import type { Reference } from '@/lib/oci/reference'
import { referencePath } from '@/lib/routes'

interface DigestLinkProps {
  home: Pick<Reference, 'registry' | 'repository'>
  digest: string
}

/** A manifest's digest as the way to its own page. */
export function DigestLink({ home: { registry, repository }, digest }: DigestLinkProps) {
  return (
    <span className="inline-flex items-center gap-0.5 whitespace-nowrap">
      <Link
        href={referencePath({ registry, repository, digest })}
        title={digest}
        className="font-mono text-xs underline decoration-line-strong underline-offset-3 hover:decoration-ink"
      >
        {shortDigest(digest)}
      </Link>
      <CopyButton value={digest} label={`Copy digest ${digest}`} />
    </span>
  )
}
