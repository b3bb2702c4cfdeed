import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { look } from './harness/look'
import { environment, expect, test } from './harness/test'

/** What manifest-tool 2 makes of the two demo images. */
const DOCKER_DIGEST = 'sha256:77633e089e4b268d02a5d5504a692d365603a5f6a0bff00df6e64b0365477ad7'

const ref = (image: string) => `${environment.registryName}/${image}`
const editor = (page: Page) => page.getByRole('textbox', { name: 'Composition as YAML' })
const digest = (page: Page) =>
  page.getByRole('region', { name: 'Plan' }).getByLabel('Digest', { exact: true })
const exports = (page: Page) => page.getByRole('region', { name: 'Export', exact: true })
const tool = (page: Page, name: string) => exports(page).getByRole('radio', { name })

const demoYaml = (target: string, more = '') => `image: ${ref(target)}
${more}manifests:
  - image: ${ref('demo-s390x:v0.2')}
  - image: ${ref('demo-amd64:v0.2')}
`

/** As a person does it: everything selected, then pasted from the clipboard. */
async function pasteYaml(page: Page, text: string): Promise<void> {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
  await editor(page).click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.press('ControlOrMeta+V')
}

async function openCommands(page: Page, yaml: string): Promise<void> {
  await page.goto('/compose')
  // Where there is room, form and YAML stand side by side, and there is nothing to switch.
  if ((page.viewportSize()?.width ?? 0) < 1400) await page.getByRole('radio', { name: 'YAML' }).click()
  await pasteYaml(page, yaml)
  await expect(page.getByRole('region', { name: 'Plan' })).toHaveAttribute('aria-busy', 'false')
  await expect(digest(page)).toBeVisible()
  await page.getByRole('tab', { name: 'Commands' }).click()
}

async function saved(page: Page, name: string): Promise<string> {
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name }).click()
  return readFile(await (await download).path(), 'utf8')
}

test('the YAML for manifest-tool is downloaded, and pasted back gives the very digest', async ({ page }) => {
  await openCommands(page, demoYaml('journeys/export:v1', 'tags: [stable]\n'))
  await expect(digest(page)).toHaveAttribute('data-digest', DOCKER_DIGEST)
  await expect(exports(page)).toContainText('Gives the same digest with manifest-tool 2')
  await expect(exports(page)).toContainText('manifest-tool push --type docker from-spec export.yaml')
  const yaml = await saved(page, 'Download export.yaml')
  expect(yaml).toContain(`image: ${ref('journeys/export:v1')}\ntags:\n  - stable\n`)
  expect(yaml).toContain(`image: ${ref('demo-s390x@sha256:5afce97e')}`)
  expect(await saved(page, 'Download this YAML')).toBe(demoYaml('journeys/export:v1', 'tags: [stable]\n'))

  await page.getByRole('button', { name: 'Start over' }).click()
  await pasteYaml(page, yaml)
  await expect(page.getByRole('list', { name: 'Entries' }).getByRole('listitem')).toHaveCount(2)
  await expect(digest(page)).toHaveAttribute('data-digest', DOCKER_DIGEST)
})

test('each tool is chosen by keyboard, and its command copied', async ({ page }) => {
  await openCommands(page, demoYaml('journeys/export:v2', 'format: crane\nannotations: {a: "it\'s"}\n'))
  await tool(page, 'manifest-tool').focus()
  await page.keyboard.press('ArrowRight')
  await expect(tool(page, 'buildx')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(exports(page)).toContainText('--tag')
  await expect(exports(page)).toContainText('It would be a Docker manifest list, not an OCI image index')

  await tool(page, 'regctl').click()
  await expect(exports(page)).toContainText('Same content, other bytes')
  await exports(page).getByRole('button', { name: 'Copy: Push with regctl' }).click()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain(`regctl index create ${ref('journeys/export:v2')}`)
  expect(copied).toContain("--annotation 'a=it'\\''s'")

  await tool(page, 'oras').click()
  await expect(exports(page)).toContainText('oras cannot write this index')
  await expect(exports(page)).toContainText('Use manifest-tool, which writes all of it')
  await expect(exports(page).getByRole('button', { name: /^Copy/ })).toHaveCount(0)

  await tool(page, 'crane').click()
  await expect(exports(page).getByRole('list', { name: 'What would be lost' })).toContainText(
    'The annotation a of the index would be lost',
  )
})

test('@looks every export is readable and passes WCAG 2.2 AA', async ({ page }) => {
  const check = async (name: string) => {
    await exports(page).scrollIntoViewIfNeeded()
    await look(page, `export-${name}`)
  }
  await openCommands(page, demoYaml('journeys/looks:v1'))
  await check('same-digest')
  await tool(page, 'docker manifest').click()
  await check('losses')
  await tool(page, 'oras').click()
  await check('impossible')
  await pasteYaml(
    page,
    `image: ${ref('bk:v2')}
annotations: {org.opencontainers.image.title: demo}
manifests:
  - {image: "${ref('bk:v1')}", annotations: {com.example.tier: gold}}
`,
  )
  await expect(exports(page)).toContainText(
    'The attestation of linux/amd64 would no longer say what it describes',
  )
  await tool(page, 'buildx').click()
  await expect(exports(page)).toContainText('entry-1.json')
  await check('files')
  await tool(page, 'regctl').click()
  await expect(exports(page)).toContainText('regctl index add')
  await check('many-steps')
})
