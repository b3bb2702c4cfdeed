import { makeFileImage } from '@/lib/layers/testing/make-file-image'
import { type MadeEntry, makeLayer } from '@/lib/layers/testing/make-layer'
import { pushImage } from './harness/behind-the-back'
import { look } from './harness/look'
import { environment, expect, test } from './harness/test'

const pageOf = (reference: string, query = '') =>
  `/r/${environment.registryName}/${reference}?tab=files${query}`

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const BASE: MadeEntry[] = [
  { path: 'bin/', type: 'Directory', mode: 0o755 },
  { path: 'bin/dash', body: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3]), mode: 0o755 },
  { path: 'bin/sh', type: 'SymbolicLink', linkpath: 'dash', mode: 0o777 },
  { path: 'bin/su', body: 'setuid', mode: 0o4755 },
  { path: 'etc/', type: 'Directory', mode: 0o755 },
  { path: 'etc/motd', body: 'Welcome to <b>the image</b>\n' },
  { path: 'etc/nginx/nginx.conf', body: 'worker_processes 1;\n' },
  { path: 'tmp/', type: 'Directory', mode: 0o1777 },
  { path: 'var/cache/apt/lists', body: 'x'.repeat(40_000) },
  ...Array.from({ length: 300 }, (_, place) => ({
    path: `usr/share/zone/${String(place).padStart(3, '0')}.txt`,
    body: `zone ${place}`,
  })),
]
const CHANGE: MadeEntry[] = [
  { path: 'var/cache/.wh.apt' },
  { path: 'srv/logo.png', body: Buffer.from(PIXEL, 'base64') },
  { path: 'srv/large.log', body: 'a line of a log\n'.repeat(20_000) },
  { path: '../../escaped', body: 'kept inside' },
]

const image = makeFileImage([makeLayer(BASE), makeLayer(CHANGE)])
test.beforeAll(() => pushImage('e2e/files', 'v1', image))

test('@looks the files of an image are walked by keyboard, and a file is opened', async ({ page }) => {
  await page.goto(pageOf('e2e/files:v1'))
  const root = page.getByRole('table', { name: 'Files in the root' })
  await expect(root.getByRole('link', { name: 'etc/' })).toBeVisible()
  await expect(page.getByText(/The whole image: 307 files in/)).toBeVisible()
  await expect(root.getByText('drwxrwxrwt')).toHaveCount(1)
  await look(page, 'files-folder')

  await root.getByRole('link', { name: 'bin/' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/path=etc/)
  const etc = page.getByRole('table', { name: 'Files in /etc' })
  await expect(etc.getByRole('link', { name: 'nginx/' })).toBeFocused()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Text of motd' })).toHaveText(/Welcome to <b>the image<\/b>/)
  await look(page, 'files-text')

  await page.keyboard.press('Escape')
  await expect(etc.getByRole('link', { name: 'motd' })).toBeFocused()
  // The address follows the page, and moves within a twentieth of a second are one step of the history.
  await expect(page).toHaveURL(/path=etc$/)
  await page.keyboard.press('Backspace')
  await expect(root.getByRole('link', { name: 'etc/' })).toBeFocused()
  await expect(page).toHaveURL(/tab=files$/)
  await page.goBack()
  await expect(etc).toBeVisible()
})

test('@looks a path is found, and wasted bytes are told with the layer that wastes them', async ({
  page,
  watch,
}) => {
  // The file that is wasted is not in the whole image.
  watch.allow(/status of 404/)
  await page.goto(pageOf('e2e/files:v1'))
  await page.getByRole('tabpanel').getByRole('table').waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('nginx.c')
  const found = page.getByRole('table', { name: 'Files found below the root' })
  await expect(found.getByRole('link', { name: 'etc/nginx/nginx.conf' })).toBeVisible()
  await expect(found.locator('mark')).toHaveText('nginx.c')
  await look(page, 'files-search')
  await page.getByRole('searchbox', { name: 'Find a path' }).fill('')

  await page.getByRole('radio', { name: 'Wasted' }).click()
  const wasted = page.getByRole('table', { name: /^Wasted bytes/ })
  await expect(wasted.getByRole('link', { name: 'var/cache/apt/lists' })).toBeVisible()
  await expect(page.getByText(/40\.0 kB of that \(\d+\s%\) is deleted or replaced/)).toBeVisible()
  await look(page, 'files-wasted')
  await wasted.getByRole('link', { name: 'var/cache/apt/lists' }).click()
  await expect(page.getByText('Layer 1 of 2 alone')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Text of lists' })).toHaveText(/^x{40000}$/)

  await page.getByRole('link', { name: 'Whole image' }).click()
  await expect(page.getByText('There is no /var/cache/apt/lists in this image.')).toBeVisible()
  await page.getByRole('radio', { name: 'Biggest folders' }).click()
  await expect(
    page
      .getByRole('table', { name: /^Biggest folders/ })
      .getByRole('link')
      .first(),
  ).toHaveText('srv')
  await look(page, 'files-biggest')
})

test('@looks one layer says what it deletes and what it wrote elsewhere', async ({ page }) => {
  await page.goto(pageOf('e2e/files:v1'))
  await page.getByRole('combobox', { name: 'Layers' }).click()
  await page.getByRole('option', { name: /^Layer 2/ }).click()
  await expect(page.getByText('COPY layer-2 /')).toBeVisible()
  await expect(page.getByText(/which climbs with ".."/)).toBeVisible()
  await look(page, 'files-layer')
  await page.getByRole('link', { name: 'var/' }).click()
  await page.getByRole('link', { name: 'cache/' }).click()
  await expect(page.getByText(/deletes this path of the layers below/)).toBeVisible()
})

test('a deep link opens a file through a link; bytes, pictures and large texts are shown as such', async ({
  page,
  api,
}) => {
  await page.goto(pageOf('e2e/files:v1', '&path=bin/sh'))
  await expect(page.getByText('/bin/sh leads here through a link.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'The first bytes' })).toContainText('7f 45 4c 46')
  await expect(page.getByText(/crane export .* tar -xOf - bin\/dash/)).toBeVisible()
  const address = await page.getByRole('link', { name: 'Download' }).getAttribute('href')
  const answer = await api(address ?? '')
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment.*dash/)
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(BASE[1]?.body)

  await page.goto(pageOf('e2e/files:v1', '&path=srv/logo.png'))
  const picture = page.getByRole('img', { name: 'logo.png' })
  await expect(picture).toBeVisible()
  await expect.poll(() => picture.evaluate((it) => (it as HTMLImageElement).naturalWidth)).toBe(1)

  await page.goto(pageOf('e2e/files:v1', '&path=srv/large.log'))
  await expect(page.getByText('The first 262.1 kB of 320.0 kB.')).toBeVisible()
})
