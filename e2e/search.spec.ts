import type { Page } from '@playwright/test'
import { compose, ref, scan } from './harness/by-script'
import { look } from './harness/look'
import { expect, test } from './harness/test'

const found = (page: Page) => page.getByRole('list', { name: 'Tags found' }).getByRole('listitem')
const field = (page: Page) => page.getByRole('searchbox', { name: 'Search every tag that was scanned' })

test('tags with one platform and without another are found and opened', async ({ page, api }) => {
  await compose(api, 'journeys/search:both', ['demo-s390x:v0.2', 'demo-amd64:v0.2'])
  await compose(api, 'journeys/search:small', ['demo-s390x:v0.2'])
  await scan(api, ['journeys/search'])
  await page.goto('/search')
  await page.keyboard.press('/')
  await page.keyboard.type('repository:journeys/search s390x')
  await expect(found(page)).toHaveCount(2)
  await page.keyboard.type(' -amd64')
  await expect(found(page)).toHaveCount(1)
  await expect(page).toHaveURL(/q=repository/)
  await expect(found(page)).toContainText('journeys/search:small')
  await found(page).getByRole('link').click()
  await expect(page).toHaveURL(/\/r\/s8345002:5000\/journeys\/search:small$/)
})

test('a query that cannot be read says which word is wrong', async ({ page, watch }) => {
  watch.allow(/status of 400/)
  await page.goto('/search?q=s390x%20kind:nonsense')
  await expect(page.locator('mark')).toHaveText('kind:nonsense')
  await page.getByRole('button', { name: 's390x -arm64', exact: true }).click()
  await expect(page.locator('mark')).toHaveCount(0)
})

test('nothing found says how to go on', async ({ page }) => {
  await page.goto('/search?q=no-such-tag-anywhere')
  await expect(page.getByText(/No tag that was scanned matches|Nothing has been scanned yet/)).toBeVisible()
})

test('the palette shows the first tags and leads to all of them', async ({ page, api }) => {
  await compose(api, 'journeys/search-palette:needle', ['demo-s390x:v0.2'])
  await scan(api, ['journeys/search-palette'])
  await page.goto('/activity')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('needle')
  await expect(page.getByRole('option', { name: ref('journeys/search-palette:needle') })).toBeVisible()
  await page.getByRole('option', { name: 'Search everything for needle' }).click()
  await expect(field(page)).toHaveValue('needle')
  await expect(found(page)).toHaveCount(1)
})

test('an image tells who else uses it, its children and its layers', async ({ page, api }) => {
  const sources = ['demo-s390x:v0.2', 'demo-amd64:v0.2']
  await compose(api, 'journeys/uses:v1', sources)
  await compose(api, 'journeys/uses:latest', sources)
  await compose(api, 'journeys/uses-other:v9', ['demo-s390x:v0.2'])
  await scan(api, ['journeys/uses', 'journeys/uses-other'])
  await page.goto('/r/s8345002:5000/journeys/uses:v1?tab=uses')
  await expect(page.getByRole('link', { name: ref('journeys/uses:latest') }).first()).toBeVisible()
  const s390x = page.getByRole('listitem').filter({ hasText: 'Other tags with s390x' })
  await s390x.getByText(/other tags in/).click()
  await expect(s390x.getByRole('link', { name: ref('journeys/uses-other:v9') })).toBeVisible()
  await page.getByRole('button', { name: 'Who uses layer 1?' }).click()
  await expect(page.getByText(/use layer 1$/)).toBeVisible()
})

test('known rows stand at once, and give way to what the registry answers', async ({ page, api }) => {
  await compose(api, 'journeys/known:v1', ['demo-s390x:v0.2'])
  await scan(api, ['journeys/known'])
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/api/tags?**', async (route) => {
    if (!route.request().url().includes('known=true')) await held
    await route.continue()
  })
  await page.goto('/r/s8345002:5000/journeys/known')
  await expect(page.getByRole('link', { name: 'v1', exact: true })).toBeVisible()
  await expect(page.getByText(/known from .*, refreshing/)).toBeVisible()
  answer()
  await expect(page.getByText(/^checked /)).toBeVisible()
  await expect(page.getByRole('link', { name: 'v1', exact: true })).toBeVisible()
})

test('what was known stays when the registry does not answer', async ({ page, api, watch }) => {
  watch.allow(/status of 502/)
  await compose(api, 'journeys/known-down:v1', ['demo-s390x:v0.2'])
  await scan(api, ['journeys/known-down'])
  const error = {
    code: 'REGISTRY_UNREACHABLE',
    message: 'The registry could not be reached.',
    requestId: 'journey',
  }
  await page.route('**/api/tags?**', (route) =>
    route.request().url().includes('known=true')
      ? route.continue()
      : route.fulfill({ status: 502, json: { error } }),
  )
  await page.goto('/r/s8345002:5000/journeys/known-down')
  await expect(page.getByRole('alert').filter({ hasText: 'could not be reached' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'v1', exact: true })).toBeVisible()
  await expect(page.getByText(/the registry does not answer/)).toBeVisible()
})

test('search and look-ups are readable in every look @looks', async ({ page, api }, { project }) => {
  const repository = `journeys/search-${project.name}`
  for (const tag of ['v1', 'v2', 'v3'])
    await compose(api, `${repository}:${tag}`, ['demo-s390x:v0.2', 'demo-amd64:v0.2'])
  await scan(api, [repository])
  await page.goto('/search')
  await expect(page.getByRole('heading', { name: 'What can be asked' })).toBeVisible()
  await look(page, 'search-start')
  await page.goto(`/search?q=repository:${repository}`)
  await expect(found(page)).toHaveCount(3)
  await look(page, 'search-found')
  await page.goto(`/r/s8345002:5000/${repository}:v1?tab=uses`)
  await expect(page.getByRole('link', { name: ref(`${repository}:v2`) }).first()).toBeVisible()
  await look(page, 'uses')
  await page.keyboard.press('Control+k')
  await page.keyboard.type(repository)
  await expect(page.getByRole('option', { name: /^Search everything for/ })).toBeVisible()
  await look(page, 'search-palette')
})
