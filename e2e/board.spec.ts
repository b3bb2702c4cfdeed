import type { Page } from '@playwright/test'
import { look } from './harness/look'
import { environment, expect, test } from './harness/test'

const ref = (image: string) => `${environment.registryName}/${image}`
const boardOf = (page: Page, image: string) => page.goto(`/r/${ref(image)}?tab=who`)
const board = (page: Page) => page.getByRole('region', { name: 'Who gets what' })
const cell = (page: Page, host: string, client: string) =>
  board(page).locator(`tr[data-host="${host}"] td[data-client="${client}"]`)

type Api = (path: string, init?: RequestInit) => Promise<Response>
interface Entry {
  image: string
  platform?: Record<string, string>
}

async function push(api: Api, target: string, entries: readonly Entry[]): Promise<void> {
  const manifests = entries.map((entry) => ({ ...entry, image: ref(entry.image) }))
  const response = await api('/api/compositions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      spec: { image: ref(target), manifests },
      accept: ['PLATFORM_MISDECLARED', 'PLATFORM_LOST'],
    }),
  })
  expect(response.status, await response.clone().text()).toBe(201)
}

test('@looks an image page shows who gets what, client by client', async ({ page }, { project }) => {
  await boardOf(page, 'library/nginx:latest')
  await expect(cell(page, 's390x', 'containerd')).toContainText('exact')
  await expect(cell(page, 'riscv64', 'docker')).toHaveCount(0)
  await look(page, 'board-full')

  if (project.name.startsWith('narrow')) {
    await expect(cell(page, 'arm64-server', 'docker')).toBeHidden()
    await page.getByRole('radio', { name: 'Docker' }).click()
    await expect(cell(page, 'arm64-server', 'docker')).toBeVisible()
    await expect(cell(page, 'arm64-server', 'containerd')).toBeHidden()
    return
  }
  const chip = cell(page, 'arm64-server', 'crane').getByRole('button')
  await chip.click()
  const detail = page.getByRole('dialog', { name: 'crane on AWS Graviton, Ampere' })
  await expect(detail).toContainText('crane is told --platform linux/arm64')
  await expect(detail).toContainText(
    `crane pull --platform linux/arm64 ${ref('library/nginx:latest')} nginx-arm64.tar`,
  )
  await look(page, 'board-cell')
  await detail.getByRole('button', { name: /^Copy digest sha256:/ }).click()
  const digest = await page.evaluate(() => navigator.clipboard.readText())
  await detail.getByRole('link', { name: 'Open this image' }).click()
  await expect(page).toHaveURL(new RegExp(digest))
})

test('the arrow keys walk over the board', async ({ page }) => {
  await boardOf(page, 'library/nginx:latest')
  await cell(page, 'amd64', 'containerd').getByRole('button').focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await expect(cell(page, 'amd64-v2', 'docker').getByRole('button')).toBeFocused()
})

test('the wanted index is judged before it is pushed, and again as it changes', async ({ page, api }) => {
  await page.goto('/compose')
  await page.getByRole('textbox', { name: 'Composition as YAML' }).click()
  await page.keyboard.insertText(
    `image: ${ref('e2e/board-wanted:v1')}\nmanifests:\n  - image: ${ref('demo-amd64:v0.2')}\n`,
  )
  const plan = page.getByRole('region', { name: 'Plan' })
  await plan.getByRole('tab', { name: 'Who gets what' }).click()
  await expect(cell(page, 'amd64', 'containerd')).toContainText('exact')
  await expect(cell(page, 'arm64-server', 'containerd')).toContainText('pull fails')
  await expect(page.getByText(/more hosts get nothing/)).toBeVisible()
  await expect(cell(page, 's390x', 'containerd')).toHaveCount(0)

  await page.keyboard.press('Escape')
  await page.getByRole('textbox', { name: 'Composition as YAML' }).click()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.insertText(`  - image: ${ref('demo-s390x:v0.2')}\n`)
  await expect(cell(page, 's390x', 'containerd')).toContainText('exact')

  await plan.getByRole('button', { name: 'All clients' }).click()
  const dialog = page.getByRole('dialog', { name: 'Who gets what' })
  await dialog.locator('tr[data-host="s390x"] td[data-client="podman"] button').click()
  await expect(page.getByRole('dialog', { name: 'Podman on IBM Z, LinuxONE' })).toContainText(
    `podman pull ${ref('e2e/board-wanted:v1')}`,
  )

  // What the board says of a pull, the API says too.
  await push(api, 'e2e/board-wanted:v1', [{ image: 'demo-amd64:v0.2' }])
  const query = new URLSearchParams({
    ref: ref('e2e/board-wanted:v1'),
    platform: 'linux/arm64',
    client: 'docker',
  })
  const answer = (await (await api(`/api/pull?${query}`)).json()) as { index: number | null; reason: string }
  expect(answer.index).toBeNull()
  expect(answer.reason).toContain('no arm64 entry')
})

const STATES: [name: string, image: string, entries: Entry[], says: RegExp[]][] = [
  [
    'amd64-only',
    'e2e/board:amd64',
    [{ image: 'demo-amd64:v0.2' }],
    [/no arm64 entry/, /more hosts get nothing/],
  ],
  [
    'v3-only',
    'e2e/board:v3',
    [{ image: 'demo-amd64:v0.2', platform: { os: 'linux', architecture: 'amd64', variant: 'v3' } }],
    [/asks for plain amd64, never v2 or higher/],
  ],
  [
    'hidden',
    'e2e/board:hidden',
    [
      { image: 'demo-amd64:v0.2', platform: { os: 'linux', architecture: 'arm', variant: 'v7' } },
      { image: 'demo-s390x:v0.2', platform: { os: 'linux', architecture: 'ppc64' } },
    ],
    [/One entry is pulled by nobody/, /falls back to 32-bit arm\/v7/],
  ],
  ['windows', 'team/windows-service:latest', [], [/Windows Server 2022/]],
  ['single', 'demo-amd64:v0.2', [], [/This is a single image/, /more hosts get nothing they can run/]],
  ['missing-child', 'team/reports:latest', [], [/the registry no longer has it/]],
  ['no-platform', 'team/untold:1.0', [], [/no platform/]],
  ['nested', 'team/bundle:1.0', [], [/An entry is an index itself/]],
  ['empty', 'team/reports:next', [], [/Every pull fails/]],
  ['artifact', 'charts/gateway:0.5.0', [], [/Nobody runs this/]],
]
for (const [name, image, entries, says] of STATES) {
  test(`@looks the board of ${image}: ${name}`, async ({ page, api }) => {
    if (entries.length > 0) await push(api, image, entries)
    await boardOf(page, image)
    const panel = page.getByRole('tabpanel')
    for (const words of says) await expect(panel.getByText(words).first()).toBeAttached()
    await look(page, `board-${name}`)
    const more = page.getByRole('button', { name: /more hosts? gets? nothing/ })
    if (name !== 'amd64-only') return
    await more.click()
    await expect(cell(page, 's390x', 'containerd')).toContainText('no s390x entry')
    await look(page, 'board-amd64-only-rest')
  })
}

test('@looks the board beside the plan', async ({ page }, { project }) => {
  const narrow = project.name.startsWith('narrow')
  await page.goto('/compose')
  const editor = page.getByRole('textbox', { name: 'Composition as YAML' })
  if (narrow) await page.getByRole('radio', { name: 'YAML' }).click()
  await editor.click()
  await page.keyboard.insertText(
    `image: ${ref('e2e/board-plan:v1')}\nmanifests:\n  - image: ${ref('library/nginx:latest')}\n`,
  )
  await page.getByRole('tab', { name: 'Who gets what' }).click()
  await expect(cell(page, 'amd64', 'containerd')).toContainText('exact')
  await board(page).scrollIntoViewIfNeeded()
  await look(page, 'board-plan')
  if (narrow) return
  await page.getByRole('button', { name: 'All clients' }).click()
  await expect(page.getByRole('dialog').locator('td[data-client="crane"]').first()).toBeVisible()
  await look(page, 'board-plan-all')
})
