/** What menus, selects and popovers share: one floating surface, one kind of row in it. */
export const surfaceClass =
  'z-50 rounded-lg border border-line-strong bg-panel text-ink data-[state=open]:animate-appear'

export const itemClass =
  'relative flex min-h-7 cursor-default select-none items-center gap-2 rounded-sm px-2 py-1 text-sm outline-hidden data-[disabled]:pointer-events-none data-[highlighted]:bg-hover data-[selected=true]:bg-hover data-[disabled]:opacity-50 [&_svg:not([class*=size-])]:size-3.5 [&_svg]:shrink-0'

export const groupLabelClass = 'px-2 pt-1.5 pb-1 font-medium text-2xs text-ink-3'
