import { Bytes } from '@/components/ui/bytes'
import { EmptyState } from '@/components/ui/empty-state'
import { StatusGlyph } from '@/components/ui/status-glyph'
import { Table, TableCell, TableHead, TableRegion, TableRow } from '@/components/ui/table'
import { DigestLink } from './digest-link'
import { EntryChip } from './entry-chip'
import type { ImageTabProps } from './image-tabs'

/** Entries that describe other entries: where they came from and what is in them. Never a platform. */
export function AttestationsTab({ image, home }: ImageTabProps) {
  if (image.attestations.length === 0)
    return (
      <EmptyState title="No attestations.">
        BuildKit adds them as entries of the index: how an image was built (provenance) and what is in it
        (SBOM).
      </EmptyState>
    )
  return (
    <TableRegion label="Attestations">
      <Table className="min-w-140">
        <thead>
          <tr>
            <TableHead>Describes</TableHead>
            <TableHead>Type</TableHead>
            <TableHead>Digest</TableHead>
            <TableHead data-numeric>Manifest</TableHead>
          </tr>
        </thead>
        <tbody>
          {image.attestations.map(({ digest, type, size, subject, attached }, place) => {
            const entry = image.platforms.find((platform) => platform.digest === subject)
            return (
              <TableRow key={`${place.toString()} ${digest}`}>
                <TableCell>
                  {entry ? (
                    <EntryChip entry={entry} />
                  ) : (
                    <span className="inline-flex items-center gap-1.5 text-ink-2">
                      {!attached && <StatusGlyph kind="warning" label={null} />}
                      {attached ? 'an entry of this index' : 'an image that is not in this index'}
                    </span>
                  )}
                </TableCell>
                <TableCell className="font-mono text-xs">{type ?? '–'}</TableCell>
                <TableCell>
                  <DigestLink home={home} digest={digest} />
                </TableCell>
                <TableCell data-numeric>
                  <Bytes value={size} />
                </TableCell>
              </TableRow>
            )
          })}
        </tbody>
      </Table>
    </TableRegion>
  )
}
