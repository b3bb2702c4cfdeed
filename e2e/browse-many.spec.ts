import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { denying, locked, REPOSITORIES, startLargeRegistry, startPeer, TAGS } from './browse-registries'
import { look } from './harness/look'
import { startServerOver } from './harness/server-over'
import { expect, test } from './harness/test'

const DRAWN_MAX = 200

let server: Awaited<ReturnType<typeof startServerOver>>
const cleanups: (() => Promise<unknown>)[] = []

test.beforeAll(async () => {
  test.setTimeout(120_000)
  const folder = await mkdtemp(join(tmpdir(), 'manifold-many-'))
  const large = await startLargeRegistry(join(folder, 'registry'))
  const refusing = await startPeer(denying)
  const closedShop = await startPeer(locked)
  server = await startServerOver(
    {
      'large.example.com': large.url,
      'refusing.example.com': refusing.url,
      'locked.example.com': closedShop.url,
      // Nothing listens on the discard port.
      'down.example.com': 'http://127.0.0.1:9',
    },
    folder,
  )
  cleanups.push(
    () => server.stop(),
    () => large.stop(),
    () => closed(refusing.server),
    () => closed(closedShop.server),
    () => rm(folder, { recursive: true, force: true }),
  )
})

test.afterAll(async () => {
  for (const cleanup of cleanups) await cleanup()
})

const closed = (peer: Server) => new Promise((resolve) => peer.close(resolve))

test('of 5,000 repositories fewer than 200 rows are drawn, wherever one scrolls', async ({ page }) => {
  await page.goto('/?registry=large.example.com')
  const rows = page.getByRole('treeitem')
  await expect(rows.first()).toBeVisible()
  // All names have come: the tree counts them in its namespaces.
  await expect(page.getByText('reading on')).toBeHidden()
  expect(await rows.count()).toBeLessThan(DRAWN_MAX)
  await rows.first().focus()
  await page.keyboard.press('End')
  await expect(page.getByRole('treeitem', { name: 'service-4999' }).or(rows.last())).toBeVisible()
  await expect(page.locator('[role="treeitem"][tabindex="0"]')).toBeFocused()
  expect(await rows.count()).toBeLessThan(DRAWN_MAX)
})

test('finds one of 5,000 by a part of its name', async ({ page, api }) => {
  const answer = await api('/api/repositories?registry=large.example.com&limit=1')
  expect(await answer.json()).toMatchObject({ total: REPOSITORIES })
  await page.goto('/?registry=large.example.com')
  await page.getByRole('searchbox', { name: 'Find a repository' }).fill('vice-4321')
  await expect(page.getByRole('treeitem', { name: 'service-4321' })).toBeVisible()
  await expect(page.getByRole('treeitem')).toHaveCount(2)
})

test('2,500 tags load as one scrolls and stay few in the page', async ({ page }) => {
  await page.goto('/r/large.example.com/many/tags')
  const rows = page.locator('tbody').getByRole('row')
  await expect(page.getByRole('row', { name: /^1\.0\.2499/ })).toBeVisible()
  await expect(page.getByText(`50 of ${TAGS.toLocaleString('en')} tags`)).toBeVisible()
  await page.getByRole('link', { name: '1.0.2499' }).focus()
  await page.keyboard.press('End')
  await expect(page.getByText(`100 of ${TAGS.toLocaleString('en')} tags`)).toBeVisible()
  await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', String(TAGS + 1))
  expect(await rows.count()).toBeLessThan(DRAWN_MAX)
})

test('the row that has the focus is never behind the head of the table or the bar below it', async ({
  page,
}) => {
  await page.goto('/r/large.example.com/many/tags?compare=')
  await page.getByRole('link', { name: 'Pick 1.0.2499' }).focus()
  for (let row = 0; row < 40; row++) await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('link', { name: 'Pick 1.0.2459' })).toBeFocused()
  await expect.poll(() => focusedRowIsSeen(page)).toBe(true)
  for (let row = 0; row < 35; row++) await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('link', { name: 'Pick 1.0.2494' })).toBeFocused()
  await expect.poll(() => focusedRowIsSeen(page)).toBe(true)
})

function focusedRowIsSeen(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const row = document.activeElement?.closest('tr')
    if (!row) return false
    const { top, bottom, left } = row.getBoundingClientRect()
    return [top + 2, bottom - 2].every((y) => row.contains(document.elementFromPoint(left + 8, y)))
  })
}

test('a sort by size reads all tags, shows progress and then the whole', async ({ page }) => {
  test.setTimeout(120_000)
  await page.goto('/r/large.example.com/many/tags?sort=-size')
  await expect(page.getByText(`50 of ${TAGS.toLocaleString('en')} tags`)).toBeVisible({ timeout: 90_000 })
  await expect(page.getByRole('progressbar')).toBeHidden({ timeout: 90_000 })
})

test('registries in trouble say so while the others stand', async ({ page, watch }) => {
  watch.allow(/status of 502/)
  await page.goto('/')
  const section = (name: string) => page.getByRole('region', { name })
  await expect(section('down.example.com').getByRole('alert')).toContainText('REGISTRY_UNREACHABLE')
  await expect(section('locked.example.com').getByRole('alert')).toContainText('REGISTRY_UNAUTHORIZED')
  await expect(section('large.example.com').getByRole('treeitem').first()).toBeVisible()
  await look(page, 'home-trouble')
  await page.getByRole('radio', { name: 'refusing.example.com' }).click()
  const refusing = section('refusing.example.com')
  await refusing.getByRole('textbox', { name: 'Open a repository by name' }).fill('Team/App')
  await refusing.getByRole('button', { name: 'Open' }).click()
  await expect(refusing).toContainText('"Team/App" is not a repository name')
  await refusing.getByRole('textbox', { name: 'Open a repository by name' }).fill('team/app')
  await refusing.getByRole('button', { name: 'Open' }).click()
  await expect(page).toHaveURL('/r/refusing.example.com/team/app')
})
