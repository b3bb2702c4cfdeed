import { Skeleton } from '@/components/ui/skeleton'

const WIDTHS = ['w-40', 'w-56', 'w-32', 'w-48', 'w-36', 'w-44', 'w-28', 'w-52']

/** Where rows will be. The label is what a screen reader hears meanwhile. */
export function RowsSkeleton({ label }: { label: string }) {
  return (
    <div role="status">
      <span className="sr-only">{label}</span>
      {WIDTHS.map((width) => (
        <div key={width} className="flex h-8.5 items-center gap-4 border-b">
          <Skeleton className={width} />
          <Skeleton className="ml-auto w-16" />
        </div>
      ))}
    </div>
  )
}
