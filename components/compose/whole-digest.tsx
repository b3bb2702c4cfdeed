import { CopyButton } from '@/components/ui/copy-button'
import { shortDigest } from '@/components/ui/short-digest'

/** The digest all of this is about, large; copied whole. */
export function WholeDigest({ digest, label }: { digest: string; label: string }) {
  return (
    <div className="flex items-center gap-1.5">
      <output
        aria-label={label}
        title={digest}
        data-digest={digest}
        className="min-w-0 truncate font-mono font-semibold text-xl tracking-tight"
      >
        {shortDigest(digest, [8, 6])}
      </output>
      <CopyButton value={digest} label="Copy digest" />
    </div>
  )
}
