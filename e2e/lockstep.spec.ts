import type { Page } from '@playwright/test'
import { digestOf, moveTag } from './harness/behind-the-back'
import { type Api, compose, ref, scan } from './harness/by-script'
import { look } from './harness/look'
import { expect, test } from './harness/test'

const rows = (page: Page) =>
  page.getByRole('list', { name: 'Tags out of step', exact: true }).locator(':scope > li')
const row = (page: Page, image: string) => rows(page).filter({ hasText: image })

/** Tags composed of two sources each, one of which moves on afterwards. */
async function outOfStep(api: Api, repository: string, tags: readonly string[]): Promise<void> {
  await compose(api, `${repository}:amd64`, ['demo-amd64:v0.2'])
  await compose(api, `${repository}:s390x`, ['demo-s390x:v0.2'])
  await compose(api, `${repository}:s390x-next`, ['edge/agent-s390x:2.0'])
  for (const tag of tags)
    await compose(api, `${repository}:${tag}`, [`${repository}:amd64`, `${repository}:s390x`])
  await moveTag(repository, 's390x', 's390x-next')
  await scan(api, [repository])
}

test('a tag out of step is told on its page, and composed again from there', async ({ page, api }) => {
  await outOfStep(api, 'journeys/step-one', ['v1'])
  const old = await digestOf('journeys/step-one', 'v1')
  await page.goto('/r/s8345002:5000/journeys/step-one:v1')
  const moved = page.getByRole('list', { name: 'What moved' }).getByRole('listitem')
  await expect(moved).toHaveCount(1)
  await expect(moved).toContainText(ref('journeys/step-one:s390x'))
  await page.getByRole('link', { name: /^Compose again/ }).click()
  await expect(page.getByRole('region', { name: 'Plan' })).toHaveAttribute('aria-busy', 'false')
  await page.getByRole('button', { name: 'Push index' }).click()
  await expect(page.getByRole('heading', { name: /is pushed/ })).toBeVisible()
  expect(await digestOf('journeys/step-one', 'v1')).not.toBe(old)
})

test('all tags out of step are repaired together, each with its own end', async ({ page, api }) => {
  await outOfStep(api, 'journeys/step-many', ['v1', 'v2', 'v3'])
  await page.goto('/lockstep?repository=journeys/step-many')
  await expect(rows(page)).toHaveCount(3)
  await page.getByRole('button', { name: 'Repair all 3…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Push 3 tags' }).click()
  await expect(dialog.getByRole('heading', { name: 'Pushed 3 tags' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await scan(api, ['journeys/step-many'])
  await page.reload()
  await expect(page.getByText('No composed tag of journeys/step-many is out of step.')).toBeVisible()
})

test('one tag is repaired, the others stay as they are', async ({ page, api }) => {
  await outOfStep(api, 'journeys/step-single', ['v1', 'v2'])
  await page.goto('/lockstep')
  await row(page, 'step-single:v1')
    .getByRole('button', { name: /^Repair/ })
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Push 1 tag' }).click()
  await expect(dialog.getByRole('heading', { name: 'Pushed one tag' })).toBeVisible()
  expect(await digestOf('journeys/step-single', 'v1')).not.toBe(await digestOf('journeys/step-single', 'v2'))
})

test('lockstep is readable in every look @looks', async ({ page, api }, { project }) => {
  const repository = `journeys/step-${project.name}`
  await outOfStep(api, repository, ['v1', 'v2'])
  await page.goto(`/lockstep?repository=${repository}`)
  await expect(rows(page)).toHaveCount(2)
  await look(page, 'lockstep')
  await page.goto('/lockstep?repository=journeys/in-step')
  await expect(page.getByText('No composed tag of journeys/in-step is out of step.')).toBeVisible()
  await look(page, 'lockstep-nothing')
  await page.goto(`/r/s8345002:5000/${repository}:v1`)
  await expect(page.getByRole('list', { name: 'What moved' })).toBeVisible()
  await look(page, 'lockstep-image')
})
