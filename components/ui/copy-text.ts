import { toast } from 'sonner'

/** Copies and says so. Works over plain http too, where browsers hide the clipboard API. */
export async function copyText(text: string, what = 'Copied'): Promise<void> {
  const copied = (await copyByApi(text)) || copyBySelection(text)
  if (copied) toast.success(what, { description: text.length > 120 ? `${text.slice(0, 120)}…` : text })
  else toast.error('The browser did not allow copying.', { description: 'Select the text and press Ctrl C.' })
}

async function copyByApi(text: string): Promise<boolean> {
  if (!navigator.clipboard) return false
  // A refusal (no permission, page not focused) is answered by the other way of copying.
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  )
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement
  // Inside an open dialog, so that its focus trap does not take the selection away.
  const host = before?.closest('[role="dialog"]') ?? document.body
  const area = document.createElement('textarea')
  area.value = text
  area.setAttribute('readonly', '')
  area.style.position = 'fixed'
  area.style.opacity = '0'
  host.append(area)
  area.select()
  const copied = document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus()
  return copied
}
