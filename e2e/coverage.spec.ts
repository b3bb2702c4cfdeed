import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { MANY_PLATFORMS, MANY_TAGS, REGISTRY, startCoverage } from './coverage-registry'
import { look } from './harness/look'
import { expect, test } from './harness/test'

let bed: Awaited<ReturnType<typeof startCoverage>>
let whole: string | undefined

// One registry, first never scanned, then scanned: each journey begins where the one before it ended.
test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  test.setTimeout(180_000)
  bed = await startCoverage()
  whole = process.env.E2E_SERVER
  process.env.E2E_SERVER = bed.server.url
})

test.afterAll(async () => {
  process.env.E2E_SERVER = whole
  await bed?.stop()
})

const matrix = (page: Page) => page.getByRole('table', { name: /^Tags by platform/ })
const cell = (page: Page, words: string) => matrix(page).getByRole('link', { name: words, exact: true })
const findings = (page: Page, tag: string) =>
  page.getByRole('button', { name: new RegExp(`^Findings of ${tag}:`) })
const of = (repository: string, more: Record<string, string> = {}) =>
  `/coverage?${new URLSearchParams({ registry: REGISTRY, repository, ...more })}`

async function scan(page: Page, kind: 'Quick' | 'Verify' | 'Deep') {
  await page.getByRole('button', { name: 'Scan now' }).click()
  await page.getByRole('menuitem', { name: `${kind} scan` }).click()
}

test('@looks what was never scanned says what a scan does; one press later it is a matrix', async ({
  page,
}) => {
  await page.goto('/coverage')
  await expect(page.getByText('Nothing has been scanned yet.')).toBeVisible()
  await look(page, 'coverage-first')

  await page.getByRole('button', { name: `Scan ${REGISTRY}` }).click()
  await expect(page.getByText(/^checked \d\d:\d\d:\d\d/)).toBeVisible({ timeout: 90_000 })
  await expect(page.getByText('tags in 3 repositories')).toBeVisible()
})

test('@looks the matrix has a row a tag and a column a platform, and tells what it finds', async ({
  page,
}) => {
  await page.goto('/coverage')
  await page.getByRole('searchbox', { name: 'Filter tags' }).fill('team/')
  await expect(matrix(page).getByRole('rowheader', { name: /^team\/web/ })).toBeVisible()
  await expect(cell(page, '2.0, linux/arm64: missing from the registry')).toBeVisible()
  await expect(cell(page, 'latest, linux/s390x: present')).toBeVisible()
  await look(page, 'coverage')
  await matrix(page).scrollIntoViewIfNeeded()
  await findings(page, '2.0').click()
  await look(page, 'coverage-finding')
})

test('what narrows the rows stands in the address, and leads back out of it', async ({ page }) => {
  await page.goto('/coverage')
  await page.getByRole('checkbox', { name: 'Only tags with an error' }).click()
  await expect(page).toHaveURL(/missing=true/)
  await expect(matrix(page)).toHaveAttribute('aria-rowcount', '3')
  await expect(cell(page, '2.0, linux/arm64: missing from the registry')).toBeVisible()

  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByRole('button', { name: /^linux\/s390x: .* Show only these$/ }).click()
  await expect(page).toHaveURL(/platform=linux(\/|%2F)s390x/)
  await page.getByRole('searchbox', { name: 'Filter tags' }).fill('team')
  await expect(matrix(page).getByRole('link', { name: 'latest', exact: true })).toBeVisible()
  await expect(matrix(page)).toHaveAttribute('aria-rowcount', '4')

  await page.getByRole('button', { name: 'Repository: all' }).click()
  await page.getByPlaceholder('Part of a name').fill('team/**')
  await page.getByRole('option', { name: 'All that match team/**' }).click()
  await expect(page).toHaveURL(/match=team/)
  await expect(matrix(page).getByRole('rowheader', { name: /^team\/broken/ })).toBeVisible()
  await expect(matrix(page)).toHaveAttribute('aria-rowcount', '6')

  await page.getByRole('button', { name: 'Findings', exact: true }).click()
  await page.getByRole('checkbox', { name: /^A child is gone/ }).click()
  await page.keyboard.press('Escape')
  await expect(matrix(page)).toHaveAttribute('aria-rowcount', '3')
  await page.reload()
  await expect(matrix(page)).toHaveAttribute('aria-rowcount', '3')
})

test('@looks a finding is explained, can be repaired, and can be ignored for a while', async ({ page }) => {
  await page.goto(of('team/broken'))
  await findings(page, '2.0').click()
  await expect(page.getByRole('dialog')).toContainText('the registry no longer has')
  await page.getByRole('button', { name: /^Ignore: A child is gone/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Ignore this finding' })
  await dialog.getByRole('button', { name: 'Ignore', exact: true }).click()
  await expect(dialog.getByRole('alert')).toContainText('Say why')
  await dialog.getByLabel('Why').fill('Nobody pulls it on arm64.')
  await look(page, 'coverage-ignore')
  await dialog.getByRole('button', { name: 'Ignore', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(findings(page, '2.0')).toHaveAccessibleName(/1 ignored/)

  await findings(page, '2.0').click()
  await page.getByText('1 finding is ignored').click()
  await expect(page.getByText(/: Nobody pulls it on arm64\.$/)).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('tab', { name: 'Policies' }).click()
  await expect(page).toHaveURL(/tab=policies/)
  await expect(page.getByRole('region', { name: 'Policies, as a table' })).toContainText('manifold.yaml')
  await page.getByRole('button', { name: /^Count again: A child is gone/ }).click()
  await expect(page.getByText('None is ignored.')).toBeVisible()
  await page.getByRole('tab', { name: 'Matrix' }).click()
  await expect(findings(page, '2.0')).toHaveAccessibleName(/linux\/arm64 is gone/)
})

test('@looks a policy says how many tags lack it before it is made, and then finds them', async ({
  page,
}) => {
  await page.goto('/coverage?tab=policies')
  await page.getByLabel(/^Repositories/).fill('team/web')
  await page.getByLabel('Required', { exact: true }).fill('linux/riscv64')
  await page.getByRole('button', { name: 'Require', exact: true }).click()
  await expect(page.getByText(/^2 of 2 tags it speaks of would be found lacking/)).toBeVisible()
  await look(page, 'coverage-policies')
  await page.getByRole('button', { name: 'Add policy' }).click()
  await expect(page.getByRole('button', { name: 'Remove the policy for team/web' })).toBeVisible()

  await page.goto(of('team/web'))
  await expect(cell(page, '1.0, linux/riscv64: required and not there')).toBeVisible()
  await page.goto('/coverage?tab=policies')
  await page.getByRole('button', { name: 'Remove the policy for team/web' }).click()
  await expect(page.getByRole('button', { name: 'Remove the policy for team/web' })).toHaveCount(0)
  await page.goto(of('team/web'))
  await expect(cell(page, '1.0, linux/s390x: present')).toBeVisible()
  await expect(cell(page, '1.0, linux/riscv64: required and not there')).toHaveCount(0)
})

test('a thousand tags of thirty platforms: only what is in sight is drawn, and keys go everywhere', async ({
  page,
}) => {
  await page.goto(of('huge/matrix'))
  await expect(matrix(page)).toHaveAttribute('aria-colcount', String(MANY_PLATFORMS.length + 3))
  await expect(matrix(page)).toHaveAttribute('aria-rowcount', '-1')
  expect(await matrix(page).locator('[data-cell]').count()).toBeLessThan(1200)

  await matrix(page).locator('[data-cell="0-0"]').focus()
  await page.keyboard.press('End')
  const last = matrix(page).locator(`[data-cell="0-${MANY_PLATFORMS.length}"]`)
  await expect(last).toBeFocused()
  await expect(last).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('Home')
  await expect(matrix(page).locator('[data-cell="0-0"]')).toBeFocused()

  const region = page.getByRole('region', { name: 'Coverage matrix' })
  await expect(async () => {
    await region.evaluate((box) => box.scrollTo({ top: box.scrollHeight }))
    await expect(matrix(page)).toHaveAttribute('aria-rowcount', String(MANY_TAGS + 1), { timeout: 500 })
  }).toPass()
  await expect(matrix(page).getByRole('link', { name: '1.0', exact: true })).toBeVisible()
  expect(await page.getByRole('rowheader').count()).toBeLessThan(80)
})

test('every cell leads to the image under its platform', async ({ page }) => {
  await page.goto(of('team/web'))
  await matrix(page).getByRole('link', { name: '1.0', exact: true }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  const second = matrix(page)
    .getByRole('link', { name: /^1\.0, linux\/\w+: present$/ })
    .nth(1)
  await expect(second).toBeFocused()
  const platform = /, (.+):/.exec((await second.getAttribute('aria-label')) ?? '')?.[1] ?? ''
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`1\\.0\\?platform=${encodeURIComponent(platform)}`))
  await expect(page.getByRole('button', { name: /^Layer 1,/ })).toHaveCount(1)
})

test('an impossible requirement is said beside its field; the tags are shown all the same', async ({
  page,
}) => {
  await page.goto(of('team/web', { require: 'linux/' }))
  await expect(page.getByRole('main').getByRole('alert')).toContainText('"linux/" is not a platform')
  await expect(matrix(page)).toHaveAttribute('aria-rowcount', '3')
})

test('what is shown leaves as a file, and a pipeline can gate on it', async ({ page, api }) => {
  await page.goto(of('team/broken'))
  await page.getByRole('button', { name: 'Export' }).click()
  await expect(page.getByText(/strict=true/)).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: /^CSV/ }).click()
  const file = await (await download).path()
  expect(await readFile(file, 'utf8')).toContain('team/broken')

  const gate = (repository: string, require: string) =>
    api(`/api/coverage?${new URLSearchParams({ registry: REGISTRY, repository, require, strict: 'true' })}`)
  expect((await gate('team/web', 'linux/amd64,linux/s390x')).status).toBe(200)
  const refused = await gate('team/web', 'linux/amd64,linux/riscv64')
  expect(refused.status).toBe(412)
  expect(await refused.json()).toMatchObject({ error: { code: 'GATE_FAILED' } })
})

test('a platform lost behind the dashboard is found by the next scan, without a reload', async ({ page }) => {
  await page.goto(of('team/web'))
  await expect(cell(page, 'latest, linux/s390x: present')).toBeVisible()
  await bed.push('team/web', 'latest', ['amd64', 'arm64'])
  await scan(page, 'Quick')
  await expect(cell(page, 'latest, linux/s390x: lost: it was there before')).toBeVisible()
  await findings(page, 'latest').click()
  await expect(page.getByRole('link', { name: 'Repair' })).toHaveAttribute('href', /\/compose\?repair=/)
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: 'Scans' }).click()
  const asked = page.getByRole('row', { name: /^Quick scan of reg\.example\.com\/team\/web Asked for by/ })
  await expect(asked).toContainText('1 changed')
})

test('@looks what is broken and what no tag leads to any more are listed', async ({ page }) => {
  await bed.push('team/web', '1.0', ['amd64'])
  await page.goto(of('team/web'))
  await scan(page, 'Quick')
  await expect(cell(page, '1.0, linux/arm64: lost: it was there before')).toBeVisible()
  await page.getByRole('tab', { name: 'Untagged' }).click()
  const untagged = page.getByRole('region', { name: 'Untagged manifests' })
  await expect(untagged.getByRole('row', { name: /^team\/web .* index .* 1\.0 / })).toBeVisible()
  await look(page, 'coverage-unreferenced')
  await page.getByRole('tab', { name: 'Broken tags' }).click()
  await expect(page).toHaveURL(/tab=broken/)
  const broken = page.getByRole('region', { name: 'Broken tags' })
  await expect(broken.getByRole('row', { name: /team\/broken:2\.0/ })).toContainText('arm64')
  await expect(broken.getByRole('link', { name: /^Repair .*team\/broken:2\.0$/ })).toBeVisible()
  await look(page, 'coverage-broken')
})

test('Activity says what it lists', async ({ page }) => {
  await page.goto('/activity')
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible()
  await expect(page.getByText('Tags that Manifold moved.')).toBeVisible()
})
