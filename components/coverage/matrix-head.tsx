import { OsGlyph } from '@/components/platform/os-glyph'
import { platformHue } from '@/components/platform/platform-hue'
import { osVersionLabel, platformLabel, platformTitle } from '@/components/platform/platform-label'
import { cn } from '@/components/ui/cn'
import { platformOf } from './matrix-layout'
import type { MatrixVirtual } from './use-matrix-virtual'

const HEAD = 'sticky top-0 z-20 border-b bg-panel py-1.5 align-bottom font-medium text-2xs text-ink-2'

/** The columns, kept in sight while the rows scroll. */
export function MatrixHead({ platforms, virtual }: { platforms: number; virtual: MatrixVirtual }) {
  return (
    <thead>
      <tr aria-rowindex={1} style={{ height: virtual.head }}>
        <th scope="col" aria-colindex={1} className={cn(HEAD, 'left-0 z-30 px-3')}>
          Tag
        </th>
        <td aria-hidden className={cn(HEAD, 'p-0')} />
        {virtual.columns.map(({ key, index }) => (
          <th key={key} scope="col" aria-colindex={index + 2} className={cn(HEAD, 'px-0.5 text-center')}>
            <ColumnName name={key} />
          </th>
        ))}
        <td aria-hidden className={cn(HEAD, 'p-0')} />
        <th
          scope="col"
          aria-colindex={platforms + 2}
          className={cn(HEAD, 'px-1 text-center')}
          title="Attestations"
        >
          att.
        </th>
        <th
          scope="col"
          aria-colindex={platforms + 3}
          className={cn(HEAD, 'px-3', virtual.widths.pinFindings && 'right-0 z-30')}
        >
          Findings
        </th>
      </tr>
    </thead>
  )
}

function ColumnName({ name }: { name: string }) {
  const platform = platformOf(name)
  if (!platform) return <span className="font-mono">{name}</span>
  const release = osVersionLabel(platform)
  return (
    <span
      title={platformTitle(platform)}
      style={platformHue(platform)}
      className="inline-flex flex-col items-center gap-0.5 font-mono"
    >
      <OsGlyph os={platform.os} className="arch-mark" />
      <span className="whitespace-nowrap">{platformLabel(platform)}</span>
      {release && <span className="whitespace-nowrap text-ink-3">{release}</span>}
    </span>
  )
}
