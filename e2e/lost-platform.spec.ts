import type { Page } from '@playwright/test'
import { pushIndex } from './harness/behind-the-back'
import { environment, expect, test } from './harness/test'

const REPOSITORY = 'live/mainframe'
const cell = (page: Page, words: string) =>
  page.getByRole('table', { name: /^Tags by platform/ }).getByRole('link', { name: words, exact: true })

test('a platform lost behind the back of the dashboard is found without a reload, repaired, and whole again', async ({
  page,
}) => {
  await pushIndex(REPOSITORY, '1.0', 'amd64', 's390x')
  await page.goto(
    `/coverage?${new URLSearchParams({ registry: environment.registryName, repository: REPOSITORY })}`,
  )
  await expect(cell(page, '1.0, linux/amd64: present')).toBeVisible()
  await expect(cell(page, '1.0, linux/s390x: present')).toBeVisible()
  await page.evaluate(() => Object.assign(window, { neverReloaded: true }))

  // The build of one architecture overwrites the tag of all.
  await pushIndex(REPOSITORY, '1.0', 'amd64')
  const finding = page.getByRole('button', { name: /^Findings of 1\.0:/ })
  await expect(finding).toBeVisible()
  await expect(cell(page, '1.0, linux/s390x: present')).toHaveCount(0)
  expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true)

  await finding.click()
  await page
    .getByRole('link', { name: /^Repair/ })
    .first()
    .click()
  await expect(page).toHaveURL(/\/compose/)
  await expect(page.getByRole('region', { name: 'Plan' })).toHaveAttribute('aria-busy', 'false')
  await page.getByRole('button', { name: 'Push index' }).click()
  await expect(page.getByRole('heading', { name: /is pushed/ })).toBeVisible()

  await page.goto(
    `/coverage?${new URLSearchParams({ registry: environment.registryName, repository: REPOSITORY })}`,
  )
  await expect(cell(page, '1.0, linux/s390x: present')).toBeVisible()
  await expect(cell(page, '1.0, linux/amd64: present')).toBeVisible()
  await expect(finding).toHaveCount(0)
})
