import type { Page } from '@playwright/test'
import { deleteManifest, digestOf, moveTag } from './harness/behind-the-back'
import { type Api, compose, scan } from './harness/by-script'
import { look } from './harness/look'
import { expect, test } from './harness/test'

const BOTH = ['demo-s390x:v0.2', 'demo-amd64:v0.2']
const digests = (page: Page) =>
  page.getByRole('list', { name: 'Digests, newest first' }).getByRole('listitem')
const short = (digest: string) => `${digest.slice(0, 11)}…${digest.slice(-4)}`
const timeline = (repository: string, tag = 'v1') => `/r/s8345002:5000/${repository}:${tag}?tab=timeline`

/** A tag that was seen whole, and lost a platform behind the dashboard's back. Answers the whole one's digest. */
async function losing(api: Api, repository: string): Promise<string> {
  const whole = await compose(api, `${repository}:v1`, BOTH)
  await compose(api, `${repository}:small`, ['demo-amd64:v0.2'])
  await scan(api, [repository])
  await moveTag(repository, 'v1', 'small')
  await scan(api, [repository])
  return whole
}

test('a platform lost behind the back is in the timeline, and the digest that had it is put back', async ({
  page,
  api,
}) => {
  const whole = await losing(api, 'journeys/timeline')
  await page.goto(timeline('journeys/timeline'))
  await expect(digests(page)).toHaveCount(2)
  const [now, before] = [digests(page).first(), digests(page).nth(1)]
  await expect(now).toContainText('now')
  await expect(now).toContainText('lost')
  await expect(now.locator('[data-status="missing"]')).toContainText('s390x')
  await expect(before.getByRole('link', { name: short(whole) })).toBeVisible()

  await before.getByRole('button', { name: /^Put back/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Put back now' }).click()
  await expect(page.getByRole('dialog').getByRole('heading', { name: 'Put back' })).toBeVisible()
  expect(await digestOf('journeys/timeline', 'v1')).toBe(whole)
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByRole('dialog')).toBeHidden()

  await scan(api, ['journeys/timeline'])
  await page.reload()
  await expect(digests(page)).toHaveCount(3)
  await expect(digests(page).first()).toContainText('gained')
})

test('a tag that is gone shows what it was, and comes back', async ({ page, api, watch }) => {
  watch.allow(/status of 404/)
  const digest = await compose(api, 'journeys/timeline-gone:v1', BOTH)
  await compose(api, 'journeys/timeline-gone:kept', ['demo-amd64:v0.2'])
  await scan(api, ['journeys/timeline-gone'])
  await deleteManifest('journeys/timeline-gone', digest)
  await scan(api, ['journeys/timeline-gone'])
  await page.goto(timeline('journeys/timeline-gone'))
  await expect(page.getByRole('heading', { name: 'What it was' })).toBeVisible()
  await expect(digests(page).first()).toContainText('The tag was removed.')
})

test('a tag no scan has seen says so', async ({ page }) => {
  const nothing = { items: [], nextCursor: null, asOf: new Date().toISOString() }
  await page.route('**/api/history?**', (route) => route.fulfill({ json: nothing }))
  await page.goto('/r/s8345002:5000/demo-s390x:v0.2?tab=timeline')
  await expect(page.getByText("Nothing is known of this tag's past yet.")).toBeVisible()
  await page.getByRole('link', { name: 'Scan this repository' }).click()
  await expect(page).toHaveURL(/\/coverage\?/)
})

test('an image by digest has no timeline', async ({ page, api }) => {
  const digest = await compose(api, 'journeys/timeline-pinned:v1', BOTH)
  await page.goto(`/r/s8345002:5000/journeys/timeline-pinned@${digest}?tab=timeline`)
  await expect(page.getByRole('tab', { name: 'Layers' })).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('tab', { name: 'Timeline' })).toHaveCount(0)
})

test('what the registry has lost meanwhile is not put back, and the dialog says why', async ({
  page,
  api,
  watch,
}) => {
  watch.allow(/status of 404/)
  const whole = await losing(api, 'journeys/timeline-lost')
  const small = await digestOf('journeys/timeline-lost', 'v1')
  await page.goto(timeline('journeys/timeline-lost'))
  await expect(digests(page)).toHaveCount(2)
  await deleteManifest('journeys/timeline-lost', whole)
  await digests(page)
    .nth(1)
    .getByRole('button', { name: /^Put back/ })
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'Put back now' }).click()
  await expect(page.getByRole('dialog').getByRole('heading', { name: 'Not put back' })).toBeVisible()
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('MANIFEST_UNKNOWN')
  expect(await digestOf('journeys/timeline-lost', 'v1')).toBe(small)
})

test('the timeline is readable in every look @looks', async ({ page, api }, { project }) => {
  const repository = `journeys/timeline-${project.name}`
  await losing(api, repository)
  await page.goto(timeline(repository))
  await expect(digests(page)).toHaveCount(2)
  await look(page, 'timeline')
  await digests(page)
    .nth(1)
    .getByRole('button', { name: /^Put back/ })
    .click()
  await expect(page.getByRole('button', { name: 'Put back now' })).toBeVisible()
  await look(page, 'timeline-put-back')
})
