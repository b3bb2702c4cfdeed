import { shownPath } from '@/components/files/file-path'
import { SafeText } from '@/components/inspect/safe-text'
import { Button } from '@/components/ui/button'
import { Bytes } from '@/components/ui/bytes'
import { EmptyState } from '@/components/ui/empty-state'
import { VirtualList } from '@/components/ui/virtual-list'
import type { FileDifference } from '@/lib/contract/files'
import { ChangeMark } from './change-mark'
import { fieldsInWords } from './file-change-words'
import { FileLink } from './file-link'
import { SizeDifference } from './size-difference'
import type { ComparedFilesState, ComparedImages } from './use-compared-files'

const ROW_PX = 37

interface FileDifferenceListProps {
  files: ComparedFilesState
  images: ComparedImages
}

/** Every path that is not the same on both sides, each a way to the files of its side. */
export function FileDifferenceList({ files, images }: FileDifferenceListProps) {
  const { items, query, view, setView } = files
  if (items.length === 0) {
    const narrowed = view.change !== null || view.find !== '' || view.path !== ''
    if (!narrowed) return <EmptyState title="No file differs.">Times alone are no difference.</EmptyState>
    return (
      <EmptyState
        title="No difference matches."
        actions={
          <Button onClick={() => void setView({ change: null, find: null, path: null })}>
            Show all differences
          </Button>
        }
      />
    )
  }
  return (
    <VirtualList
      label="Files that differ"
      items={items}
      estimatedHeight={ROW_PX}
      keyOf={({ path }) => path}
      onEnd={() => {
        if (query.hasNextPage && !query.isFetching) void query.fetchNextPage()
      }}
      className={items.length > 14 ? 'h-120 border-y' : 'border-t'}
    >
      {(item) => <DifferenceRow item={item} images={images} />}
    </VirtualList>
  )
}

function DifferenceRow({ item, images }: { item: FileDifference; images: ComparedImages }) {
  const { path, change, a, b } = item
  const words = fieldsInWords(item)
  const entry = b ?? a
  return (
    <div className="grid items-baseline gap-x-4 border-b py-1.5 md:grid-cols-[minmax(0,1fr)_minmax(0,18rem)_auto]">
      <p className="flex min-w-0 items-baseline gap-1.5">
        <ChangeMark change={change} />
        <span className="min-w-0 break-all font-mono text-xs">
          <FileLink image={b ? images.b : images.a} path={path}>
            <SafeText text={shownPath(path)} />
            {entry?.type === 'folder' && '/'}
          </FileLink>
          {change !== 'changed' && entry?.linkTo != null && (
            <span className="text-ink-3">
              {' → '}
              <SafeText text={entry.linkTo} />
            </span>
          )}
        </span>
      </p>
      <p className="min-w-0 break-words text-ink-2 text-xs max-md:pl-4.5">
        <SafeText text={words} />
        {a && b && (
          <>
            {' · '}
            <FileLink image={images.a} path={path} label={`${shownPath(path)} in A`}>
              see A
            </FileLink>
          </>
        )}
      </p>
      <p className="flex items-baseline gap-x-2 max-md:pl-4.5 md:w-56 md:justify-end">
        {a && b && a.size !== b.size ? (
          <>
            <Bytes value={a.size} className="text-ink-3" />
            <span aria-hidden className="text-ink-3">
              →
            </span>
            <Bytes value={b.size} />
            <SizeDifference a={a.size} b={b.size} className="min-w-18 text-right" />
          </>
        ) : (
          entry && entry.type === 'file' && <Bytes value={entry.size} />
        )}
      </p>
    </div>
  )
}
