import { makeFileImage } from '@/lib/layers/testing/make-file-image'
import { makeLayer } from '@/lib/layers/testing/make-layer'
import { deleteBlob, pushImage } from './harness/behind-the-back'
import { look } from './harness/look'
import { environment, expect, test } from './harness/test'

const REPOSITORY = 'e2e/trouble'
const GONE = 3

const good = makeLayer([
  { path: 'etc/hosts', body: 'localhost' },
  { path: 'var/log', body: 'x'.repeat(40_000) },
])
const image = makeFileImage([
  good,
  { bytes: Buffer.from('\xfd7zXZ\0 and what nobody unpacks here', 'latin1') },
  { bytes: Buffer.from('\0asm'), mediaType: 'application/wasm' },
  makeLayer([{ path: 'lost', body: 'with its layer' }]),
  good.subarray(0, good.byteLength - 20),
  makeLayer([{ path: 'top', body: 'of it' }]),
])
const pageOf = (query = '') => `/r/${environment.registryName}/${REPOSITORY}:v1?tab=files${query}`

test.beforeAll(async () => {
  await pushImage(REPOSITORY, 'v1', image)
  await deleteBlob(REPOSITORY, image.blobs[GONE + 1]?.digest ?? '')
})

test('@looks what cannot be read of an image stands beside the files of its other layers, a sentence each', async ({
  page,
  watch,
}) => {
  watch.allow(/status of 404/)
  await page.goto(pageOf())
  const panel = page.getByRole('tabpanel')
  const notices = panel.locator('[data-slot=notice]')
  for (const [place, sentence] of [
    [2, 'This layer is compressed with xz; files are listed of gzip, zstd and uncompressed layers.'],
    [3, 'This is no file system but application/wasm.'],
    [4, 'The registry no longer has this layer, so that the image cannot be pulled.'],
    [5, 'The gzip stream of the layer is damaged or ends too early.'],
  ] as const)
    await expect(notices.filter({ hasText: `Layer ${place}: ` })).toContainText(sentence)
  await expect(notices).toHaveCount(4)
  await look(page, 'files-trouble')

  await panel.getByRole('link', { name: 'top', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Text of top' })).toHaveText('of it')
  await page.keyboard.press('Escape')
  await panel.getByRole('link', { name: 'etc/' }).click()
  await panel.getByRole('link', { name: 'hosts' }).click()
  await expect(page.getByRole('region', { name: 'Text of hosts' })).toHaveText('localhost')
  await page.getByRole('tab', { name: 'Layers' }).click()
  await expect(page.getByRole('tabpanel')).toContainText('COPY layer-6 /')
})

test('@looks a layer that is gone is told by itself, and the others are a choice away', async ({ page }) => {
  await page.goto(pageOf(`&layer=${image.blobs[GONE + 1]?.digest}`))
  await expect(page.getByText('Layer 4: missing.')).toBeVisible()
  await expect(page.getByRole('tabpanel')).not.toContainText('files in')
  await look(page, 'files-missing-layer')
  await page.getByRole('combobox', { name: 'Layers' }).click()
  await page.getByRole('option', { name: /^Layer 6/ }).click()
  await expect(page.getByRole('link', { name: 'top', exact: true })).toBeVisible()
  await expect(page.getByText('LAYER_MISSING')).toHaveCount(0)
})

test('a path that is nowhere is told, with a way to the root', async ({ page, watch }) => {
  watch.allow(/status of 404/)
  await page.goto(pageOf('&path=no/such'))
  await expect(page.getByRole('main').getByRole('alert')).toContainText('NOT_FOUND')
  await page.getByRole('link', { name: 'Go to the root' }).click()
  await expect(page.getByRole('link', { name: 'top', exact: true })).toBeVisible()
})
