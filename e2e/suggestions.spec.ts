import type { Page } from '@playwright/test'
import { look } from './harness/look'
import { expect, test } from './harness/test'
import { MANY, REGISTRY, startSuggestions } from './suggestions-registry'

const DRAWN_MAX = 60

let bed: Awaited<ReturnType<typeof startSuggestions>>
let whole: string | undefined

test.beforeAll(async () => {
  test.setTimeout(120_000)
  bed = await startSuggestions()
  whole = process.env.E2E_SERVER
  process.env.E2E_SERVER = bed.server.url
})

test.afterAll(async () => {
  process.env.E2E_SERVER = whole
  await bed?.stop()
})

const ref = (image: string) => `${REGISTRY}/${image}`
const list = (page: Page) => page.getByRole('list', { name: 'Suggestions' })
const suggestion = (page: Page, target: string) =>
  list(page)
    .locator('> li')
    .filter({ has: page.getByRole('checkbox', { name: `Select ${ref(target)}`, exact: true }) })
const dialog = (page: Page) => page.getByRole('dialog')
const row = (page: Page, target: string) => dialog(page).locator(`[data-target="${ref(target)}"]`)

test('from the empty composer to a pushed tag in three clicks', async ({ page }) => {
  await page.goto('/compose')
  await page.getByRole('link', { name: 'See suggestions' }).click()
  await page.getByRole('button', { name: `Push ${ref('team/app:1.0')}…` }).click()
  await page.getByRole('button', { name: 'Push 1 tag' }).click()

  await expect(row(page, 'team/app:1.0')).toContainText('Pushed, for 3 platforms.')
  expect(await bed.platformsOf('team/app', '1.0')).toEqual(['linux/amd64', 'linux/arm64', 'linux/s390x'])
  await dialog(page).getByRole('button', { name: 'Close' }).first().click()
  await expect(list(page).locator('> li').first()).toBeVisible()
  await expect(suggestion(page, 'team/app:1.0')).toHaveCount(0)
})

test('many are reviewed and pushed, each with its own end; nothing is agreed to in passing', async ({
  page,
  watch,
}) => {
  watch.allow(/status of 409/)
  await page.goto('/compose/suggestions?q=bulk')
  await expect(list(page).locator('> li')).toHaveCount(5)
  await page.getByRole('checkbox', { name: 'Select all 5' }).check()
  await page.getByRole('button', { name: 'Review and push 5' }).click()
  await expect(dialog(page)).toContainText('3 ready to be pushed as shown')
  await expect(row(page, 'bulk/mislabelled:5.0')).toContainText(
    'It cannot be pushed as it is. The same platform twice',
  )
  await expect(row(page, 'bulk/charts:5.0')).toContainText('It needs your consent.')

  // Another hand takes one of the tags between the look and the push.
  await bed.push('bulk/mailer', 's390x', '5.0')
  await dialog(page).getByRole('button', { name: 'Push 3 tags' }).click()
  await expect(dialog(page).getByRole('status')).toHaveText('2 pushed, 1 not pushed.')
  for (const app of ['orders', 'billing']) {
    await expect(row(page, `bulk/${app}:5.0`)).toContainText('Pushed, for 2 platforms.')
    expect(await bed.platformsOf(`bulk/${app}`, '5.0')).toEqual(['linux/amd64', 'linux/arm64'])
  }
  await expect(row(page, 'bulk/mailer:5.0')).toContainText('Nothing was written.')
  expect(await bed.platformsOf('bulk/mailer', '5.0')).toEqual([])
  expect(await bed.platformsOf('bulk/mislabelled', '5.0')).toBeNull()
  expect(await bed.platformsOf('bulk/charts', '5.0')).toBeNull()

  await dialog(page).getByRole('button', { name: 'Review the 3 that are left' }).click()
  // The one that was moved would lose what it has now, which is for the composer to settle.
  await expect(row(page, 'bulk/mailer:5.0')).toContainText('It needs your consent. A platform would be lost')
  await expect(dialog(page).getByRole('button', { name: 'Nothing to push' })).toBeDisabled()
  await dialog(page).getByRole('button', { name: 'Cancel' }).click()
  await expect(list(page).locator('> li')).toHaveCount(3)
  // Looked at anew, the suggestion keeps it.
  await expect(suggestion(page, 'bulk/mailer:5.0')).toContainText('one image today')
})

test('one click opens the composer filled in; what the tag has today stays in it', async ({ page }) => {
  await page.goto('/compose/suggestions')
  await expect(suggestion(page, 'tools/cli:1.4')).toContainText(
    'The tag gains 1 platform and keeps what it has.',
  )
  await page.getByRole('link', { name: `Compose ${ref('tools/cli:1.4')}` }).click()
  await expect(page).toHaveURL(/\/compose/)
  await expect(page.getByRole('combobox', { name: 'Target' })).toHaveValue(ref('tools/cli:1.4'))
  const platforms = page.getByRole('region', { name: 'Plan' }).getByRole('list', { name: 'Platforms' })
  await expect(platforms.getByRole('listitem')).toHaveCount(3)
  await expect(platforms.getByText('same image')).toHaveCount(2)
  await expect(platforms.getByText('new')).toHaveCount(1)

  // Emptied, it is filled in again all the same.
  await page.getByRole('button', { name: 'Start over' }).click()
  await page.goto('/compose/suggestions')
  await page.getByRole('link', { name: `Compose ${ref('tools/cli:1.4')}` }).click()
  await expect(page.getByRole('combobox', { name: 'Target' })).toHaveValue(ref('tools/cli:1.4'))
})

test('a repository tells of it, and the palette leads there too', async ({ page }) => {
  await page.goto(`/r/${REGISTRY}/edge/agent-arm64`)
  await expect(page.getByText('2 images could be one multi-arch tag, edge/agent:2.1.')).toBeVisible()
  await page.getByRole('link', { name: 'See the suggestion' }).click()
  await expect(list(page).locator('> li')).toHaveCount(1)
  await expect(suggestion(page, 'edge/agent:2.1')).toContainText('edge/agent-arm64:2.1')
  await page.getByRole('button', { name: /^Only edge\/agent-arm64/ }).click()
  await expect(list(page)).toContainText('shop/web')

  await page.goto('/')
  await page.keyboard.press('ControlOrMeta+K')
  await page.getByPlaceholder('Repository, page, action').fill('nobody has composed')
  await page.getByRole('option', { name: 'Suggestions: tags nobody has composed yet' }).click()
  await expect(page).toHaveURL(/\/compose\/suggestions$/)
  await expect(page.getByRole('link', { name: 'Compose', exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  )
})

test('what was not looked into is told, and looked into when asked', async ({ page }) => {
  // As of a registry of many repositories: there names alone are read at first.
  await page.route('**/api/compositions/suggestions**', async (route) => {
    const response = await route.fetch()
    const deep = route.request().url().includes('depth=tags')
    const json = { ...(await response.json()), ...(!deep && { items: [], nextCursor: null, unread: 400 }) }
    await route.fulfill({
      response,
      json: { ...json, warnings: ['team/locked could not be read.', 'Nor was another.'] },
    })
  })
  await page.goto('/compose/suggestions')
  await expect(page.getByText('Nothing to compose was found so far.')).toBeVisible()
  await expect(page.getByText('400 repositories have no architecture in the name')).toBeVisible()
  await page.getByText('1 more warning').click()
  await expect(page.getByText('Nor was another.')).toBeVisible()
  await page.getByRole('button', { name: 'Look into all tags' }).click()
  await expect(page).toHaveURL(/depth=tags/)
  await expect(suggestion(page, 'tools/cli:1.4')).toBeVisible()
  await expect(page.getByText('400 repositories')).toHaveCount(0)
})

test('a repository without anything to compose says nothing', async ({ page }) => {
  const asked = page.waitForResponse(/compositions\/suggestions/)
  await page.goto(`/r/${REGISTRY}/plain/service`)
  expect((await (await asked).json()).items).toEqual([])
  await expect(page.getByRole('link', { name: '1.0' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'See the suggestion' })).toHaveCount(0)
})

test('of many only those in sight are drawn, and text finds one', async ({ page }) => {
  await page.goto('/compose/suggestions?q=zoo')
  await expect(page.getByRole('checkbox', { name: `Select all ${MANY}` })).toBeVisible()
  expect(await list(page).locator('> li').count()).toBeLessThan(DRAWN_MAX)
  await page.getByRole('searchbox', { name: 'Filter suggestions' }).fill('7.149')
  await expect(list(page).locator('> li')).toHaveCount(1)
  await page.getByRole('searchbox', { name: 'Filter suggestions' }).fill('nowhere')
  await page.getByRole('button', { name: 'Show all suggestions' }).click()
  await expect(list(page)).toContainText('edge/agent')
})

test('a push that breaks off is told by itself and can be stopped', async ({ page }) => {
  await page.goto('/compose/suggestions?q=zoo+7.1')
  await page.getByRole('checkbox', { name: /Select all/ }).check()
  await page.getByRole('button', { name: /Review and push/ }).click()
  const push = dialog(page).getByRole('button', { name: /^Push \d+ tags/ })
  await expect(push).toBeEnabled()
  await page.route('**/api/compositions', () => {
    // Never answered: the pushes stay under way until they are stopped.
  })
  await push.click()
  await expect(dialog(page).getByRole('status')).toContainText('2 under way')
  await dialog(page).getByRole('button', { name: 'Stop' }).click()
  await expect(dialog(page).getByRole('status')).toContainText('2 not pushed')
  await expect(dialog(page).getByText('You stopped this push.')).toHaveCount(2)
  await expect(dialog(page).getByText('Not begun.').first()).toBeVisible()
  expect(await bed.platformsOf('zoo/releases', '7.1')).toBeNull()
})

test('@looks every state is readable and passes WCAG 2.2 AA', async ({ page, watch }) => {
  watch.allow(/status of 50[24]/)
  const check = async (name: string) => {
    await look(page, `suggestions-${name}`)
  }
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/api/compositions/suggestions**', async (route) => {
    await released
    await route.continue()
  })
  await page.goto('/compose/suggestions')
  await expect(page.getByText('Looking for what could be composed')).toBeAttached()
  await check('loading')
  release()
  await expect(suggestion(page, 'edge/agent:2.1')).toBeVisible()
  await page.getByRole('checkbox', { name: `Select ${ref('edge/agent:2.1')}` }).check()
  await check('many')

  await page.goto(`/compose/suggestions?registry=${REGISTRY}&repository=plain/service`)
  await expect(page.getByText('Nothing is left to compose here.')).toBeVisible()
  await check('empty')

  await page.goto('/compose/suggestions?q=looks')
  await page.getByRole('checkbox', { name: /Select all/ }).check()
  await page.getByRole('button', { name: /Review and push/ }).click()
  await expect(dialog(page)).not.toContainText('being planned')
  await check('review')
  await dialog(page)
    .getByRole('button', { name: /^Push 3 tags/ })
    .click()
  await expect(dialog(page).getByRole('status')).toHaveText('3 pushed.')
  await check('results')

  await page.route('**/api/compositions/suggestions**', (route) =>
    route.fulfill({
      status: 504,
      json: {
        error: {
          code: 'REGISTRY_TIMEOUT',
          message: `${REGISTRY} did not answer in time.`,
          hint: 'Try again in a moment.',
          requestId: 'r1',
        },
      },
    }),
  )
  await page.goto('/compose/suggestions')
  await expect(page.getByRole('main').getByRole('alert')).toContainText('did not answer in time')
  await check('error')

  await page.unroute('**/api/compositions/suggestions**')
  await page.goto(`/r/${REGISTRY}/edge/agent-arm64`)
  await expect(page.getByRole('link', { name: 'See the suggestion' })).toBeVisible()
  await check('hint')
})
