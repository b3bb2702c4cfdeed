/** The row of the table that the tab key leads to. */
export function tableStop(): HTMLElement | null {
  return document.querySelector<HTMLElement>('table [data-row][tabindex="0"]')
}
