import Link from 'next/link'
import { CommandLine } from '@/components/ui/command-line'
import { shellQuote } from '@/lib/composition/export/shell-words'
import { referencePath } from '@/lib/routes'
import { curlLine } from './curl-line'
import { EntryChip } from './entry-chip'
import type { ImageTabProps } from './image-tabs'
import { LinkedDigests } from './linked-digests'
import { ManifestText } from './manifest-text'
import { SafeText } from './safe-text'

interface RawTabProps extends ImageTabProps {
  reference: string
}

/** The exact bytes the digest is of. */
export function RawTab({ image, home, chosen, reference }: RawTabProps) {
  const child = chosen && chosen.digest !== image.digest ? chosen : null
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {child && (
        <p className="flex flex-wrap items-center gap-2">
          These are the bytes of the index.
          <Link
            href={referencePath({ ...home, digest: child.digest }, { tab: 'raw' })}
            className="inline-flex items-center gap-1.5 underline decoration-line-strong underline-offset-3"
          >
            Those of <EntryChip entry={child} />
          </Link>
        </p>
      )}
      <ManifestText reference={reference} format="raw" label="the manifest" fileName="manifest.json">
        {(text) =>
          image.kind === 'index' ? <LinkedDigests text={text} home={home} /> : <SafeText text={text} />
        }
      </ManifestText>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
        <CommandLine command={curlLine(reference, 'raw')} label="read these bytes with curl" />
        <CommandLine
          command={`crane manifest ${shellQuote(reference)}`}
          label="read these bytes with crane"
        />
      </div>
    </div>
  )
}
