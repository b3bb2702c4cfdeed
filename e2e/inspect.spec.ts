import { createHash } from 'node:crypto'
import { look } from './harness/look'
import { environment, expect, test } from './harness/test'

const pageOf = (reference: string) => `/r/${environment.registryName}/${reference}`

test('@looks an index shows what every platform is made of, as a picture and as a table', async ({
  page,
}) => {
  await page.goto(pageOf('library/nginx:latest'))
  await expect(page.getByRole('heading', { level: 1 })).toContainText('library/nginx:latest')
  await expect(page.getByText('OCI image index (a manifest list)')).toBeVisible()

  const stacks = page.getByRole('region', { name: /^Layer stacks/ })
  const panel = page.getByRole('complementary', { name: 'The selected layer' })
  await expect(stacks.getByRole('button', { name: /^Layer 1,/ })).toHaveCount(5)
  await expect(panel).toContainText('apt-get install')
  await look(page, 'image-layers')

  await stacks
    .getByRole('button', { name: /^Layer 1,/ })
    .first()
    .click()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('End')
  await expect(panel).toContainText('Shared with')
  await expect(panel).toContainText('linux/amd64')

  await page.keyboard.press('t')
  await expect(page).toHaveURL(/view=table/)
  await expect(page.getByRole('table')).toHaveCount(5)
  await page.getByRole('group', { name: 'Platforms' }).getByRole('button', { name: 's390x' }).click()
  await expect(page).toHaveURL(/platform=linux(\/|%2F)s390x/)
  await expect(page.getByRole('table')).toHaveCount(1)
  await look(page, 'image-table')
})

test('the digest is copied whole, and the pull commands name the platform', async ({ page }) => {
  await page.goto(pageOf('library/nginx:latest'))
  await page.getByRole('button', { name: 'Copy digest', exact: true }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^sha256:[a-f0-9]{64}$/)

  await page.getByRole('button', { name: 'Pull', exact: true }).click()
  const reference = `${environment.registryName}/library/nginx:latest`
  await expect(page.getByText(`docker pull --platform linux/amd64 ${reference}`)).toBeVisible()
  await expect(page.getByText(`skopeo --override-arch amd64 copy docker://${reference}`)).toBeVisible()
})

test('a layer leads to its files, and is taken along under a name that tells what it is', async ({
  page,
}) => {
  await page.goto(pageOf('library/nginx:latest'))
  await page
    .getByRole('button', { name: /^Layer 2,/ })
    .nth(1)
    .click()
  const panel = page.getByRole('complementary', { name: 'The selected layer' })
  const taken = page.waitForEvent('download')
  await panel.getByRole('link', { name: 'Download this layer' }).click()
  expect((await taken).suggestedFilename()).toMatch(/^sha256-[a-f0-9]{64}\.tar\.gz$/)

  await panel.getByRole('link', { name: 'Files of this layer' }).click()
  await expect(page).toHaveURL(/platform=linux(\/|%2F)arm64/)
  await expect(page.getByRole('combobox', { name: 'Layers' })).toContainText('Layer 2 of 4')
  await page.goBack()
  await expect(panel).toContainText('Layer 2 of 4')
})

test('an image that names no platform is pulled by its digest, and is no entry of an index', async ({
  page,
}) => {
  await page.goto(pageOf('demo-noplat:v0.2'))
  await expect(page.getByText('Its config names no platform')).toBeVisible()
  await expect(page.getByText(/the index names|open its own page/i)).toHaveCount(0)
  await page.getByRole('button', { name: 'Pull', exact: true }).click()
  await expect(page.getByText(/docker pull \S+demo-noplat@sha256:[a-f0-9]{64}$/)).toBeVisible()
})

test('Raw shows the exact bytes the digest is of', async ({ page }) => {
  await page.goto(`${pageOf('library/nginx:latest')}?tab=raw`)
  const digest = await page
    .getByText(/^sha256:[a-f0-9]{64}$/)
    .first()
    .innerText()
  await page.getByRole('button', { name: 'Copy all' }).click()
  const bytes = await page.evaluate(() => navigator.clipboard.readText())
  expect(`sha256:${createHash('sha256').update(bytes).digest('hex')}`).toBe(digest)

  await page.getByRole('region', { name: 'the manifest' }).getByRole('link').first().click()
  await expect(page.getByText('OCI image manifest')).toBeVisible()
})

test('@looks a child that is gone is a sentence; the other platforms stand', async ({ page }) => {
  await page.goto(pageOf('team/reports:latest'))
  await expect(page.getByText(/no longer has it/).first()).toBeVisible()
  await expect(page.getByRole('button', { name: /^Layer 1,/ })).toHaveCount(1)
  await look(page, 'image-child-missing')
})

const ODDITIES: [reference: string, says: RegExp][] = [
  ['team/importer:0.9', /declared as linux\/arm64, but its config says linux\/amd64/],
  ['team/bundle:1.0', /is an index itself/],
  ['team/untold:1.0', /names no platform/],
  ['team/windows-service:latest', /Docker manifest list \(an image index\)/],
  ['team/reports:next', /This index has no entries/],
  ['charts/gateway:0.5.0', /Helm chart/],
  ['team/i18n-kit:1.0', /OCI image manifest/],
  ['edge/sensor:0.9', /arm/],
]
for (const [reference, says] of ODDITIES) {
  test(`${reference} is said in words`, async ({ page }) => {
    await page.goto(pageOf(reference))
    await expect(page.getByRole('main').getByText(says).first()).toBeVisible()
    for (const tab of ['Config', 'History', 'Attestations', 'Annotations', 'Raw', 'Text', 'Layers']) {
      await page.getByRole('tab', { name: tab }).click()
      await expect(page.getByRole('tabpanel')).not.toBeEmpty()
    }
    await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)
  })
}

test('attestations are a category of their own, never a platform', async ({ page }) => {
  await page.goto(`${pageOf('bk:v1')}?tab=attestations`)
  await expect(page.getByRole('tab', { name: 'Attestations 2' })).toBeVisible()
  await expect(page.getByRole('tabpanel').getByRole('button', { name: /^Provenance/ })).toHaveCount(2)
  await expect(page.getByRole('main').getByText('unknown/unknown')).toHaveCount(0)
})

test('a tag that is not there is a sentence with a way on', async ({ page, watch }) => {
  watch.allow(/status of 404/)
  await page.goto(pageOf('library/nginx:never-pushed'))
  await expect(page.getByRole('main').getByRole('alert')).toContainText('MANIFEST_UNKNOWN')
  await page.getByRole('link', { name: 'Open library/nginx' }).click()
  await expect(page).toHaveURL(/library\/nginx$/)
})

test('an index deleted from under its page: what was known stays, and the page says so', async ({
  page,
  watch,
}) => {
  watch.allow(/status of 404/)
  const index = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [] }
  const address = `${environment.registryUrl}/v2/e2e/vanishing/manifests`
  const put = await fetch(`${address}/v1`, {
    method: 'PUT',
    headers: { 'content-type': index.mediaType },
    body: JSON.stringify({ ...index, annotations: { 'com.example.note': 'here today' } }),
  })
  const digest = put.headers.get('docker-content-digest')
  expect(put.status).toBe(201)

  await page.goto(`${pageOf('e2e/vanishing:v1')}?tab=annotations`)
  await expect(page.getByText('here today')).toBeVisible()
  expect((await fetch(`${address}/${digest}`, { method: 'DELETE' })).status).toBe(202)
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible()
  await expect(page.getByText('Below is what was there when it was last read.')).toBeVisible()
  await expect(page.getByText('here today')).toBeVisible()
})
