import type { Page } from '@playwright/test'
import { composePath } from '../lib/routes'
import { moveTag } from './harness/behind-the-back'
import { type Api, compose, ref, scan } from './harness/by-script'
import { look } from './harness/look'
import { expect, test } from './harness/test'

const entries = (page: Page) => page.getByRole('list', { name: 'Entries' }).getByRole('listitem')

/** A tag that had three platforms, and has two since somebody overwrote it; found by a scan. */
async function loseArm64(api: Api, repository: string): Promise<void> {
  await compose(api, `${repository}:v1`, ['demo-s390x:v0.2', 'demo-amd64:v0.2', 'demo-arm64:v0.2'])
  await scan(api, [repository])
  await compose(api, `${repository}:other`, ['demo-s390x:v0.2', 'demo-amd64:v0.2'])
  await moveTag(repository, 'v1', 'other')
  await scan(api, [repository])
}

test('a lost platform is mended: the composer opens with it back, says so, and the finding is gone', async ({
  page,
  api,
}) => {
  const tag = ref('mend/lost:v1')
  await loseArm64(api, 'mend/lost')
  await page.goto(composePath({ repair: tag }))
  await expect(page.getByRole('list', { name: 'What the repair does' })).toContainText(
    'linux/arm64 comes back',
  )
  await expect(entries(page)).toHaveCount(3)
  await page.getByRole('button', { name: 'Push index' }).click()
  await expect(page.getByRole('heading', { name: /is pushed/ })).toBeVisible()
  await scan(api, ['mend/lost'])
  await page.goto(composePath({ repair: tag }))
  await expect(page.getByText(`There is nothing to mend in ${tag}.`)).toBeVisible()
})

test('@looks a repair and what it does are readable, wide and narrow', async ({ page, api, watch }, {
  project,
}) => {
  watch.allow(/status of 404/)
  const repository = `mend/looks-${project.name}`
  await loseArm64(api, repository)
  await page.goto(composePath({ repair: ref(`${repository}:v1`) }))
  await expect(entries(page)).toHaveCount(3)
  await expect(page.getByRole('region', { name: 'Plan' })).toHaveAttribute('aria-busy', 'false')
  await look(page, 'repair')
  await page.goto(composePath({ repair: ref(`${repository}:never`) }))
  await expect(page.getByText('Nothing is known of')).toBeVisible()
  await look(page, 'repair-unknown')
})
