import { Table, TableCell, TableHead, TableRow } from '@/components/ui/table'
import { percent } from './percent'
import type { TrendPoint } from './trend-lines'

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
const SHOWN = 50

/** The same as the line, in figures: newest first. */
export function TrendTable({ trend, platform }: { trend: readonly TrendPoint[]; platform: string | null }) {
  const newest = trend.toReversed().slice(0, SHOWN)
  return (
    <details className="mt-1 text-xs">
      <summary className="min-h-6 w-fit cursor-pointer content-center text-ink-2">In figures</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section aria-label="Over time, in figures" tabIndex={0} className="max-h-60 overflow-auto">
        <Table>
          <thead>
            <tr>
              <TableHead>Scan</TableHead>
              <TableHead data-numeric>Tags</TableHead>
              <TableHead data-numeric>Complete</TableHead>
              {platform !== null && <TableHead data-numeric>{platform}</TableHead>}
            </tr>
          </thead>
          <tbody>
            {newest.map(({ at, tags, complete, platforms }) => (
              <TableRow key={at}>
                <TableCell>{moment.format(Date.parse(at))}</TableCell>
                <TableCell data-numeric>{tags.toLocaleString('en')}</TableCell>
                <TableCell data-numeric>{percent(complete, tags)}</TableCell>
                {platform !== null && (
                  <TableCell data-numeric>{percent(platforms[platform] ?? 0, tags)}</TableCell>
                )}
              </TableRow>
            ))}
          </tbody>
        </Table>
      </section>
    </details>
  )
}
