import { cn } from '@/components/ui/cn'
import { type LayerStack, sharedLinks } from './layer-stack'

/** Pixels between two stacks, and of the heading above them. */
const WIDTH = 20
const HEADING = 28

interface SharedLinksProps {
  left: LayerStack
  right: LayerStack
  /** The layer that is looked at. */
  highlighted: string | null
}

/** Lines between two stacks where both hold the same layer. */
export function SharedLinks({ left, right, highlighted }: SharedLinksProps) {
  return (
    <svg
      aria-hidden
      width={WIDTH}
      height={Math.max(left.height, right.height) + HEADING}
      className="shrink-0 overflow-visible"
      fill="none"
    >
      {sharedLinks(left, right).map(({ digest, from, to }) => (
        <path
          key={`${digest} ${from}`}
          d={`M0 ${from + HEADING}C${WIDTH / 2} ${from + HEADING} ${WIDTH / 2} ${to + HEADING} ${WIDTH} ${to + HEADING}`}
          className={cn(digest === highlighted ? 'stroke-2 stroke-ink' : 'stroke-field')}
        />
      ))}
    </svg>
  )
}
