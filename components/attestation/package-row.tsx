import { SafeText } from '@/components/inspect/safe-text'
import { cn } from '@/components/ui/cn'
import type { RowPlace } from '@/components/ui/drawn-rows'
import type { SbomPackage } from '@/lib/contract/attestation'

/** One grid for head and rows; on narrow screens a row is two lines. */
export const PACKAGE_GRID =
  'grid items-baseline gap-x-4 grid-cols-[minmax(0,1fr)_auto] @2xl:grid-cols-[minmax(0,2fr)_minmax(0,1.2fr)_4.5rem_minmax(0,1.4fr)_minmax(0,1.2fr)]'

interface PackageRowProps {
  row: SbomPackage
  place: RowPlace
}

export function PackageRow({ row, place }: PackageRowProps) {
  return (
    <tr
      {...place}
      aria-rowindex={place['data-index'] + 2}
      className={cn(PACKAGE_GRID, 'absolute inset-x-0 top-0 min-h-8.5 gap-y-0.5 border-b py-1.5')}
    >
      <td className="min-w-0 break-words font-mono text-xs" title={row.purl ?? undefined}>
        <SafeText text={row.name} />
      </td>
      <td className="max-w-40 break-all text-right font-mono text-xs @2xl:max-w-none @2xl:text-left">
        {row.version !== null && <SafeText text={row.version} />}
      </td>
      <td className="hidden text-ink-2 text-xs @2xl:block">
        {row.type !== null && <SafeText text={row.type} />}
      </td>
      <td className="min-w-0 break-words text-ink-2 text-xs">
        <span className="@2xl:hidden">{row.type !== null && <SafeText text={`${row.type} `} />}</span>
        {row.licences !== null && <SafeText text={row.licences} />}
      </td>
      <td className="min-w-0 break-words text-right text-ink-2 text-xs @2xl:text-left">
        {row.supplier !== null && <SafeText text={row.supplier} />}
      </td>
    </tr>
  )
}
