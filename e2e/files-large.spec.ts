import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { look } from './harness/look'
import { startServerOver } from './harness/server-over'
import { expect, test } from './harness/test'
import { NAME, startSlowRegistry } from './slow-layer-registry'

let registry: Awaited<ReturnType<typeof startSlowRegistry>>
const cleanups: (() => Promise<unknown>)[] = []

test.beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'manifold-slow-'))
  registry = await startSlowRegistry()
  const server = await startServerOver({ [NAME]: registry.url }, folder)
  cleanups.push(
    () => server.stop(),
    () => registry.close(),
    () => rm(folder, { recursive: true, force: true }),
  )
})

test.afterAll(async () => {
  for (const cleanup of cleanups) await cleanup()
})

test('@looks a large layer is read once somebody says so; how far it is stands there, and the others are listed meanwhile', async ({
  page,
}) => {
  const image = registry.offer()
  await page.goto(`/r/${image.reference}?tab=files`)
  await expect(page.getByText(/^2 layers must be read once: 66\.0 MB\.$/)).toBeVisible()
  expect(image.timesRead()).toBe(0)
  await look(page, 'files-read-first')

  await page.getByRole('button', { name: 'Read 66.0 MB of layers' }).click()
  const bar = page.getByRole('progressbar', { name: 'Layer 2' })
  await expect(bar).toHaveAttribute('aria-valuenow', /^[1-9]/)
  await expect(page.getByText(/^\d+\.\d MB of 66\.0 MB$/)).toBeVisible()
  await expect(page.getByText('1 layer is ready.')).toBeVisible()
  await look(page, 'files-reading')

  await page.getByRole('combobox', { name: 'Layers' }).click()
  await page.getByRole('option', { name: /^Layer 1/ }).click()
  await expect(page.getByRole('link', { name: 'small', exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Whole image' }).click()
  await expect(bar).toBeVisible()

  image.letGo()
  await page.getByRole('link', { name: 'name', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Text of name' })).toContainText('slow/image-')
  await page.reload()
  await expect(page.getByRole('region', { name: 'Text of name' })).toBeVisible()
})
