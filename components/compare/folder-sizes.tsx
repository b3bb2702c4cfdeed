import { nameOf } from '@/components/files/file-path'
import { SafeText } from '@/components/inspect/safe-text'
import { Button } from '@/components/ui/button'
import { Bytes } from '@/components/ui/bytes'
import { EmptyState } from '@/components/ui/empty-state'
import type { FileDifference } from '@/lib/contract/files'
import { ChangeMark } from './change-mark'
import { SizeDifference } from './size-difference'
import type { ComparedFilesState } from './use-compared-files'

/** What each folder weighs on both sides, the largest difference first; one leads into the next. */
export function FolderSizes({ files }: { files: ComparedFilesState }) {
  const { items, query, view, setView } = files
  if (items.length === 0) return <EmptyState title="There is nothing in this folder, on either side." />
  const most = Math.max(1, ...items.flatMap(({ a, b }) => [a?.size ?? 0, b?.size ?? 0]))
  return (
    <>
      <ul aria-label="Folders" className="border-t">
        {items.map((item) => (
          <FolderRow
            key={item.path}
            item={item}
            most={most}
            own={item.path === view.path}
            onOpen={() => void setView({ path: item.path }, { history: 'push' })}
          />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          className="mt-2"
          onClick={() => void query.fetchNextPage()}
          disabled={query.isFetchingNextPage}
        >
          Show more folders
        </Button>
      )}
    </>
  )
}

interface FolderRowProps {
  item: FileDifference
  /** Bytes of the longest bar. */
  most: number
  /** The files of the open folder itself. */
  own: boolean
  onOpen: () => void
}

function FolderRow({ item, most, own, onOpen }: FolderRowProps) {
  const { path, change, a, b } = item
  return (
    <li className="grid items-center gap-x-4 gap-y-0.5 border-b py-1.5 md:grid-cols-[minmax(0,16rem)_minmax(0,1fr)_6rem]">
      <p className="flex min-w-0 items-baseline gap-1.5 text-xs">
        <ChangeMark change={change} />
        {own ? (
          <span className="text-ink-2">files in this folder</span>
        ) : (
          <button
            type="button"
            onClick={onOpen}
            className="min-h-6 min-w-0 break-all rounded-xs text-left font-mono underline decoration-line-strong underline-offset-3 hover:decoration-ink"
          >
            <SafeText text={nameOf(path)} />/
          </button>
        )}
      </p>
      <div className="grid gap-1 max-md:pl-4.5">
        <SizeBar side="A" size={a?.size ?? null} most={most} className="bg-ink-3" />
        <SizeBar side="B" size={b?.size ?? null} most={most} className="bg-ink" />
      </div>
      <p className="max-md:pl-4.5 md:text-right">
        <SizeDifference a={a?.size ?? 0} b={b?.size ?? 0} />
      </p>
    </li>
  )
}

interface SizeBarProps {
  side: string
  size: number | null
  most: number
  className: string
}

function SizeBar({ side, size, most, className }: SizeBarProps) {
  return (
    <div className="flex items-center gap-2 text-2xs">
      <span className="w-3 text-ink-3">{side}</span>
      <span aria-hidden className="min-w-0 flex-1">
        <span
          className={`block h-2 rounded-xs ${className}`}
          style={{ width: `${((100 * (size ?? 0)) / most).toFixed(2)}%` }}
        />
      </span>
      <span className="w-18 text-right">
        {size === null ? <span className="text-ink-3">not there</span> : <Bytes value={size} />}
      </span>
    </div>
  )
}
