import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { cn } from './cn'

const badgeVariants = cva(
  'inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-sm border px-1.5 font-medium text-2xs',
  {
    variants: {
      variant: {
        default: 'border-line-strong text-ink-2',
        dashed: 'border-field border-dashed text-ink-2',
        bad: 'border-bad bg-bad-bg text-bad',
        warn: 'border-warn bg-warn-bg text-warn',
        ok: 'border-ok bg-ok-bg text-ok',
      },
    },
    defaultVariants: { variant: 'default' },
  },
)

export function Badge({
  className,
  variant,
  ...props
}: ComponentProps<'span'> & VariantProps<typeof badgeVariants>) {
  return <span data-slot="badge" className={cn(badgeVariants({ variant }), className)} {...props} />
}
