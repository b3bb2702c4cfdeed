import type { Locator, Page } from '@playwright/test'
import { look } from './harness/look'
import { environment, expect, test } from './harness/test'

const repository = (name: string) => `/r/${environment.registryName}/${name}`

const sidewaysScroll = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('finds a repository by typing and opens it from the keyboard', { tag: '@looks' }, async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('treeitem', { name: 'demo-s390x', exact: true })).toBeVisible()
  await look(page, 'home')
  await page.keyboard.press('/')
  await page.keyboard.type('demo-amd64')
  await expect(page.getByRole('treeitem', { name: 'demo-s390x', exact: true })).toBeHidden()
  await expect(page).toHaveURL(/q=demo-amd64/)
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('treeitem', { name: 'demo-amd64', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${environment.registryName}/demo-amd64`)
  await expect(page).toHaveTitle(`${environment.registryName}/demo-amd64 · Manifold`)
})

test('folds and unfolds a namespace with the arrows', async ({ page }) => {
  await page.goto('/?q=library/')
  const library = page.getByRole('treeitem', { name: /^library, / })
  const nginx = page.getByRole('treeitem', { name: 'nginx' })
  await page.goto('/')
  await library.focus()
  await page.keyboard.press('ArrowLeft')
  await expect(library).toHaveAttribute('aria-expanded', 'false')
  await expect(nginx).toBeHidden()
  await page.keyboard.press('ArrowRight')
  await expect(nginx).toBeVisible()
})

test('goes anywhere from the palette', async ({ page }) => {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/api/repositories?*q=nginx*', async (route) => {
    await released
    await route.continue()
  })
  await page.goto('/activity')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('nginx')
  const first = page.getByRole('option', { selected: true })
  await expect(first).toHaveText('Search everything for nginx')
  // What comes late and is better is what Enter opens.
  release()
  await expect(first).toContainText('library/nginx')
  await look(page, 'palette')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(repository('library/nginx'))
})

test('shows what each tag can be pulled for', { tag: '@looks' }, async ({ page }) => {
  await page.goto(repository('library/nginx'))
  const row = page.getByRole('row', { name: /^1\.27\.5/ })
  await expect(row).toContainText('s390x')
  await expect(page.getByText('6 tags', { exact: true })).toBeVisible()
  await look(page, 'repository')
})

test('says which child is missing, by shape and sentence', { tag: '@looks' }, async ({ page }) => {
  await page.goto(repository('team/reports'))
  const row = page.getByRole('row', { name: /^2\.3/ })
  await expect(row.getByText('arm64').first()).toHaveAttribute('data-status', 'missing')
  await expect(row.getByRole('img', { name: 'Error' })).toBeVisible()
  await expect(row).toContainText('cannot be pulled')
  await look(page, 'repository-missing-child')
})

test('renders every oddity of the demo as rows', async ({ page }) => {
  for (const [name, words] of [
    ['charts/gateway', 'Helm chart'],
    ['team/windows-service', 'windows/amd64'],
    ['edge/sensor', 'arm/v6'],
    ['team/bundle', 'mips64le'],
    ['bk', 'attestation'],
  ] as const) {
    await page.goto(repository(name))
    await expect(page.getByRole('table')).toContainText(words)
  }
})

test('keeps filter and order in the address', async ({ page }) => {
  await page.goto(repository('library/nginx'))
  await page.getByRole('button', { name: 'Platforms' }).click()
  await page.getByRole('radiogroup', { name: 'linux/s390x' }).getByRole('radio', { name: 'lacks' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByText('1 tag', { exact: true })).toBeVisible()
  await expect(page.getByRole('row', { name: /^1\.25\.5/ })).toBeVisible()
  await page.getByRole('button', { name: 'Size' }).click()
  await expect(page.getByRole('columnheader', { name: 'Size' })).toHaveAttribute('aria-sort', 'descending')
  await page.reload()
  await expect(page.getByRole('columnheader', { name: 'Size' })).toHaveAttribute('aria-sort', 'descending')
  await expect(page.getByText('1 tag', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: /Stop filtering/ }).click()
  await expect(page.getByText('6 tags', { exact: true })).toBeVisible()
})

test('copies the whole digest from its short form', async ({ page }) => {
  await page.goto(repository('library/nginx'))
  const digest = page.getByRole('row', { name: /^1\.25\.5/ }).getByRole('button', { name: /^Copy digest/ })
  await digest.click()
  await expect(page.getByText('Digest copied')).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toMatch(/^sha256:[0-9a-f]{64}$/)
  await expect(digest).toHaveAccessibleName(`Copy digest ${copied}`)
})

test('checks every child again on Refresh and says what changed', async ({ page }) => {
  await page.goto(repository('library/nginx'))
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByText(/checked \d\d:\d\d:\d\d, nothing changed/)).toBeVisible()
})

test('answers what cannot be with a sentence', async ({ page, watch }) => {
  watch.allow(/status of 404/)
  await page.goto(`/r/${environment.registryName}/Upper:v1`)
  await expect(page.getByRole('main').getByRole('alert')).toContainText('"Upper" is not a repository name')
  await page.goto(repository('nobody/here'))
  await expect(page.getByRole('main').getByRole('alert')).toContainText('NAME_UNKNOWN')
  await expect(page.getByRole('link', { name: 'Browse what is there' })).toBeVisible()
  await page.goto('/no/such/page')
  await expect(page.getByText('There is no page at this address.')).toBeVisible()
})

test('an empty repository says what to do next', async ({ page }) => {
  await page.goto(repository('team/retired'))
  await expect(page.getByText('This repository has no tags.')).toBeVisible()
  await expect(page.getByText(`docker push ${environment.registryName}/team/retired:v1`)).toBeVisible()
})

test('fits a small telephone, with the rail behind its menu', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(repository('team/windows-service'))
  await expect(page.getByRole('table')).toContainText('windows/amd64')
  expect(await sidewaysScroll(page)).toBe(0)
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('dialog').getByRole('link', { name: 'Activity' }).click()
  await expect(page).toHaveURL('/activity')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('what can be done on a page stands in rows, never in a column beside its name', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(repository('team/untold'))
  await expect(page.getByText('2 tags', { exact: true })).toBeVisible()
  const topOf = async (locator: Locator) => (await locator.boundingBox())?.y
  const main = page.getByRole('main')
  const refresh = await topOf(main.getByRole('button', { name: 'Refresh' }))
  expect(await topOf(main.getByRole('link', { name: 'Coverage' }))).toBe(refresh)
  expect(await topOf(main.getByRole('link', { name: 'Compose a tag' }))).toBe(refresh)
})

test('keeps the chosen theme from the first paint on', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('radio', { name: 'Dark' }).click()
  await page.reload({ waitUntil: 'commit' })
  await page.waitForSelector('body', { state: 'attached' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('skips to the page with the first tab stop', async ({ page }) => {
  await page.goto('/')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})
