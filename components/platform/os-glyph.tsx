import { cn } from '@/components/ui/cn'

const SHAPES: Readonly<Record<string, string>> = {
  linux: 'M5 .8a4.2 4.2 0 1 0 0 8.4A4.2 4.2 0 0 0 5 .8Z',
  windows: 'M1.4 1.4h7.2v7.2H1.4Z',
  darwin: 'M5 .8 9.4 9H.6Z',
  freebsd: 'M5 .6 9.4 5 5 9.4.6 5Z',
}
const OTHER = 'M2.9 1h4.2l2.1 4-2.1 4H2.9L.8 5Z'

/** The operating system by shape: disc Linux, square Windows, triangle macOS, diamond FreeBSD, hexagon others. */
export function OsGlyph({
  os,
  hollow = false,
  className,
}: {
  os: string
  hollow?: boolean
  className?: string
}) {
  return (
    <svg
      viewBox="0 0 10 10"
      aria-hidden
      className={cn('size-2.25 shrink-0 overflow-visible', className)}
      fill={hollow ? 'none' : 'currentColor'}
      stroke="currentColor"
      strokeWidth={hollow ? 1.6 : 0}
    >
      <path d={SHAPES[os === '' ? 'linux' : os] ?? OTHER} />
    </svg>
  )
}
