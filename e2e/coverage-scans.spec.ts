import type { Page } from '@playwright/test'
import type { ListScansResponse } from '@/lib/contract/scans'
import { look } from './harness/look'
import { environment, expect, test } from './harness/test'

type Scan = ListScansResponse['items'][number]

const AT = '2026-11-24T10:00:00.000Z'
const scan = (over: Partial<Scan>, progress: Partial<Scan['progress']> = {}): Scan => ({
  id: 'one',
  registry: environment.registryName,
  mode: 'verify',
  repositories: null,
  reason: 'schedule',
  actor: 'manifold',
  state: 'running',
  problem: null,
  createdAt: AT,
  startedAt: AT,
  finishedAt: null,
  resumedAt: null,
  failures: [],
  ...over,
  progress: {
    listed: true,
    repositories: 214,
    repositoriesDone: 50,
    tags: 5214,
    checked: 1204,
    changed: 31,
    errors: 2,
    secondsLeft: 41,
    pausedUntil: null,
    pauseReason: null,
    ...progress,
  },
})

/** The states of a scan that no registry of a journey stays in for long enough to be looked at. */
async function withScans(page: Page, ...items: Scan[]) {
  const answer: ListScansResponse = { items, schedule: [], asOf: AT }
  await page.route('**/api/scans?*', (route) => route.fulfill({ json: answer }))
  // Nor does anybody tell of the scan that really runs.
  const contentType = 'text/event-stream'
  const body = `event: hello\ndata: {"at":"${AT}"}\n\n`
  await page.route('**/api/events', (route) => route.fulfill({ contentType, body }))
}

test('@looks a scan under way says how far it is, and why it waits', async ({ page }) => {
  await withScans(
    page,
    scan(
      {},
      {
        pausedUntil: '2026-11-24T10:05:00.000Z',
        pauseReason: 'The registry allows 100 requests in 6 hours.',
      },
    ),
  )
  await page.goto('/coverage')
  const panel = page.getByRole('region', { name: 'Scan under way' })
  await expect(panel).toContainText(
    '1,204 of 5,214 tags checked, 31 changed, 2 errors · about 45 seconds left',
  )
  await expect(panel).toContainText('The registry allows 100 requests in 6 hours. It goes on by itself at')
  await expect(page.getByRole('button', { name: 'Scanning…' })).toBeDisabled()
  await look(page, 'coverage-scanning')
})

test('@looks how scans ended, and what could not be read', async ({ page }) => {
  const ended = { finishedAt: '2026-11-24T10:00:38.000Z' }
  await withScans(
    page,
    scan({
      ...ended,
      state: 'done',
      failures: [{ repository: 'team/secret', problem: 'The registry refused to list its tags.' }],
    }),
    scan({
      ...ended,
      id: 'two',
      state: 'failed',
      problem: 'The registry did not answer eight times in a row.',
    }),
    scan({ ...ended, id: 'three', state: 'stopped', mode: 'deep', reason: 'person', actor: 'anonymous' }),
  )
  await page.goto('/coverage')
  await page.getByRole('button', { name: 'See why' }).click()
  await expect(page).toHaveURL(/tab=scans/)
  await page.getByText('1 repository not scanned').click()
  await expect(page.getByText('The registry refused to list its tags.')).toBeVisible()
  await look(page, 'coverage-scans')
})

test('a failed and a stopped scan say so, and what is kept', async ({ page }) => {
  const finishedAt = '2026-11-24T10:00:38.000Z'
  await withScans(page, scan({ state: 'failed', finishedAt, problem: 'The registry did not answer.' }))
  await page.goto('/coverage')
  await expect(page.getByRole('alert').filter({ hasText: 'The last scan failed.' })).toContainText(
    'The registry did not answer. What was known before is kept, with its age.',
  )
  await withScans(page, scan({ state: 'stopped', finishedAt }))
  await page.reload()
  await expect(page.getByText(/after 1,204 of 5,214 tags\. What it had checked is kept\./)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Scan again' })).toBeVisible()
})
