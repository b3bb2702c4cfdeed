import { cn } from './cn'

/** A link that is as large as the row it stands in, which has a position. */
export const rowLinkClass = cn(
  'break-all font-mono after:absolute after:inset-0 after:content-[""]',
  'focus-visible:outline-none focus-visible:after:rounded-md focus-visible:after:outline-2 focus-visible:after:outline-ink focus-visible:after:-outline-offset-2',
)
