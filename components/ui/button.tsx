import { cva, type VariantProps } from 'class-variance-authority'
import { Slot } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'

export const buttonVariants = cva(
  'inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium text-sm transition-colors disabled:pointer-events-none disabled:opacity-50 aria-disabled:opacity-50 [&_svg:not([class*=size-])]:size-3.5 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        default: 'border-line-strong bg-panel text-ink hover:bg-hover',
        primary: 'border-ink bg-ink text-panel hover:opacity-85',
        ghost: 'border-transparent bg-transparent text-ink-2 hover:bg-hover hover:text-ink',
        danger: 'border-bad bg-panel text-bad hover:bg-bad-bg',
        link: 'h-auto border-transparent p-0 text-ink underline decoration-line-strong underline-offset-3 hover:decoration-ink',
      },
      size: {
        md: 'h-7.5 px-2.5',
        sm: 'h-6 px-2 text-xs',
        icon: 'size-7.5',
        'icon-sm': 'size-6 [&_svg:not([class*=size-])]:size-3',
      },
    },
    compoundVariants: [{ variant: 'link', className: 'h-auto px-0' }],
    defaultVariants: { variant: 'default', size: 'md' },
  },
)

type ButtonProps = ComponentProps<'button'> & VariantProps<typeof buttonVariants> & { asChild?: boolean }

/** `asChild` lends the look to a link. */
export function Button({ className, variant, size, asChild = false, type, ...props }: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className)
  if (asChild) return <Slot.Root data-slot="button" className={classes} {...props} />
  return <button data-slot="button" type={type ?? 'button'} className={classes} {...props} />
}
