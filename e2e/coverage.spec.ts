import { expectReadable } from './harness/expect-readable'
import { environment, expect, test } from './harness/test'

const coverageOf = (repository: string, require = '') =>
  `/coverage?${new URLSearchParams({ registry: environment.registryName, repository, require })}`

test('@looks a repository is chosen by typing, a platform required, and the gaps are found', async ({
  page,
  shot,
}) => {
  await page.goto('/coverage')
  await page.getByRole('button', { name: 'Repository' }).click()
  await page.getByPlaceholder('Type a part of its name').fill('form/api')
  await page.getByRole('option', { name: 'platform/api' }).click()

  const matrix = page.getByRole('table')
  await expect(matrix).toHaveAttribute('aria-rowcount', '61')
  await expect(matrix.getByRole('columnheader', { name: 's390x' })).toBeVisible()

  await page.getByLabel('Required', { exact: true }).fill('linux/s390x')
  await page.getByRole('button', { name: 'Require', exact: true }).click()
  await expect(page).toHaveURL(/require=linux(\/|%2F)s390x/)
  const lacking = matrix.getByRole('link', { name: 'v3.2.0-rc.1, linux/s390x: required and not there' })
  await expect(lacking).toBeVisible()
  await shot(page, 'coverage')
  await expectReadable(page, 'the matrix')

  await page.getByRole('checkbox', { name: 'Only tags with something missing' }).click()
  await expect(page).toHaveURL(/missing=true/)
  await expect(matrix.getByRole('link', { name: 'v3.2.0', exact: true })).toHaveCount(0)
  await expect(lacking).toBeVisible()
})

test('every cell leads to the image under its platform, by arrow keys too', async ({ page }) => {
  await page.goto(coverageOf('platform/api'))
  const tag = page.getByRole('table').getByRole('link', { name: 'v3.2.0', exact: true })
  await tag.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  const cell = page.getByRole('link', { name: /^v3\.2\.0, linux\/\w+: present$/ }).nth(1)
  await expect(cell).toBeFocused()
  const platform = /, (.+):/.exec((await cell.getAttribute('aria-label')) ?? '')?.[1] ?? ''
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`v3\\.2\\.0\\?platform=${encodeURIComponent(platform)}`))
  await expect(page.getByRole('button', { name: /^Layer 1,/ })).toHaveCount(1)
})

test('only the rows in sight are in the table', async ({ page }) => {
  await page.goto(coverageOf('platform/api'))
  await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', '61')
  expect(await page.getByRole('rowheader').count()).toBeLessThan(60)
})

test('a child that is gone is missing, with its reason one press away', async ({ page }) => {
  await page.goto(coverageOf('team/reports'))
  await expect(
    page.getByRole('link', { name: 'latest, linux/arm64: missing from the registry' }),
  ).toBeVisible()
  await page.getByRole('button', { name: /^Findings of latest/ }).click()
  await expect(page.getByText('latest names linux/arm64, but the registry no longer has it.')).toBeVisible()
})

test('an impossible requirement is said beside its field; the tags are shown all the same', async ({
  page,
}) => {
  await page.goto(coverageOf('team/web', 'linux/'))
  await expect(page.getByRole('main').getByRole('alert')).toContainText('"linux/" is not a platform')
  await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', '3')
})

test('a pipeline can gate on it: 412 with the findings, 200 when all is there', async ({ api }) => {
  const query = (require: string) =>
    `/api/coverage?${new URLSearchParams({ registry: environment.registryName, repository: 'team/web', require, strict: 'true' })}`
  const passed = await api(query('linux/amd64,linux/s390x'))
  expect(passed.status).toBe(200)
  const refused = await api(query('linux/amd64,linux/riscv64'))
  expect(refused.status).toBe(412)
  expect(await refused.json()).toMatchObject({
    error: {
      code: 'GATE_FAILED',
      details: { findings: [{ code: 'PLATFORM_REQUIRED', platform: 'linux/riscv64' }, {}] },
    },
  })
})

test('Activity says what it lists', async ({ page }) => {
  await page.goto('/activity')
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible()
  await expect(page.getByText('Tags that Manifold moved.')).toBeVisible()
})
