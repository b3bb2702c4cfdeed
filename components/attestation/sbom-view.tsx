import { RelativeTime } from '@/components/ui/relative-time'
import type { Sbom } from '@/lib/contract/attestation'
import { FactList, MonoText, Names } from './fact-list'
import { PackageTable } from './package-table'

interface SbomViewProps {
  body: Sbom
  /** The manifest the document is a layer of, by digest. */
  reference: string
  digest: string
}

/** What an image is made of. */
export function SbomView({ body, reference, digest }: SbomViewProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <FactList
        rows={[
          ['Name', body.name && <MonoText text={body.name} />],
          ['Made with', body.tools.length > 0 && <Names names={body.tools} />],
          ['By', body.authors.length > 0 && <Names names={body.authors} />],
          ['Created', body.createdAt && <RelativeTime value={body.createdAt} />],
          ['Packages', packagesInWords(body)],
          ['Files listed', body.fileCount > 0 ? body.fileCount.toLocaleString('en') : null],
          ['Identifier', body.id && <MonoText text={body.id} />],
        ].map(([name, value]) => [String(name), value || null])}
      />
      {body.packageCount > 0 && (
        <PackageTable reference={reference} digest={digest} count={body.packageCount} />
      )}
    </div>
  )
}

const TYPES_SHOWN = 6

function packagesInWords({ packageCount, types }: Sbom): string {
  const total = packageCount.toLocaleString('en')
  const shown = types.slice(0, TYPES_SHOWN).map(({ type, count }) => `${count.toLocaleString('en')} ${type}`)
  return packageCount === 0
    ? 'none'
    : `${total}: ${shown.join(', ')}${types.length > TYPES_SHOWN ? ' …' : ''}`
}
