import type { Page } from '@playwright/test'
import { environment, expect, test } from './harness/test'

const ref = (image: string) => `${environment.registryName}/${image}`
const editor = (page: Page) => page.getByRole('textbox', { name: 'Composition as YAML' })
const entries = (page: Page) => page.getByRole('list', { name: 'Entries' }).getByRole('listitem')

const demoYaml = (target: string) => `# sent by a colleague
image: ${ref(target)}
manifests:
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

async function copiedLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.getByText('Copied', { exact: true })).toBeVisible()
  return page.evaluate(() => navigator.clipboard.readText())
}

test('a copied link opens the composition in another browser, comments and all', async ({
  page,
  browser,
  watch,
}) => {
  await page.goto('/compose')
  await pasteYaml(page, demoYaml('journeys/linked:v1'))
  await expect(entries(page)).toHaveCount(2)
  const link = await copiedLink(page)
  expect(link).toContain(`${environment.serverUrl}/compose#spec=d.`)

  const elsewhere = await browser.newContext({ baseURL: environment.serverUrl })
  watch.follow(elsewhere)
  const theirs = await elsewhere.newPage()
  await theirs.goto(link)
  await expect(entries(theirs)).toHaveCount(2)
  await expect(editor(theirs)).toContainText('# sent by a colleague')
  await expect(theirs.getByRole('combobox', { name: 'Target' })).toHaveValue(ref('journeys/linked:v1'))
  expect(new URL(theirs.url()).hash, 'the draft is the truth from here on').toBe('')

  await theirs.getByRole('combobox', { name: 'Target' }).fill(ref('journeys/linked:v2'))
  await theirs.reload()
  await expect(theirs.getByRole('combobox', { name: 'Target' })).toHaveValue(ref('journeys/linked:v2'))
  await elsewhere.close()
})

test('a link opened over a draft keeps the draft beside it; followed again, it opens again', async ({
  page,
}) => {
  await page.goto('/compose')
  await pasteYaml(page, demoYaml('journeys/first:v1'))
  await expect(entries(page)).toHaveCount(2)
  const hash = new URL(await copiedLink(page)).hash
  await pasteYaml(page, `image: ${ref('journeys/mine:v1')}\nmanifests:\n  - image: ${ref('bk:v1')}\n`)
  await expect(entries(page)).toHaveCount(1)

  const target = page.getByRole('combobox', { name: 'Target' })
  const follow = () =>
    page.evaluate((fragment) => {
      location.hash = fragment
    }, hash)
  await follow()
  await expect(target).toHaveValue(ref('journeys/first:v1'))
  await page.getByRole('button', { name: 'Bring it back' }).click()
  await expect(target).toHaveValue(ref('journeys/mine:v1'))
  await follow()
  await expect(target).toHaveValue(ref('journeys/first:v1'))
  await expect(page.getByRole('button', { name: 'Bring it back' })).toBeVisible()
})

test('a damaged link says so and loses nothing', async ({ page }) => {
  await page.goto('/compose')
  await pasteYaml(page, demoYaml('journeys/kept:v1'))
  await expect(entries(page)).toHaveCount(2)
  const link = await copiedLink(page)
  await page.goto('/activity')
  await page.goto(link.slice(0, -20))
  const told = page.getByRole('alert').filter({ hasText: 'The link could not be opened' })
  await expect(told).toContainText('A part of it is missing or was changed on the way')
  await expect(entries(page)).toHaveCount(2)
  await told.getByRole('button', { name: 'Go on without it' }).click()
  await expect(told).toBeHidden()
  await expect(page.getByRole('combobox', { name: 'Target' })).toHaveValue(ref('journeys/kept:v1'))
})
