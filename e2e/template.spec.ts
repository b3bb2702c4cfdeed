import { cp, truncate } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Page } from '@playwright/test'
import { look } from './harness/look'
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

const REPOSITORIES = 'blobs/docker/registry/v2/repositories'
const inRegistry = (path: string) => join(dirname(environment.registryLog), REPOSITORIES, path)

/** The demo images under names of this journey's own: `<name>-amd64:v0.2` and so on. */
async function seedSiblings(name: string, architectures: string[]): Promise<void> {
  for (const architecture of architectures)
    await cp(inRegistry(`demo-${architecture}`), inRegistry(`journeys/${name}-${architecture}`), {
      recursive: true,
    })
}

/** As a registry leaves it that was killed while it wrote: the tag is there, and what it points to is not. */
const breakTag = (repository: string, tag: string) =>
  truncate(inRegistry(`${repository}/_manifests/tags/${tag}/current/link`))

const dialog = (page: Page) => page.getByRole('dialog')
const preview = (page: Page) => page.getByRole('list', { name: 'What the template comes to' })
const row = (page: Page, reference: string) =>
  preview(page).getByRole('listitem').filter({ hasText: reference })
const addButton = (page: Page) => dialog(page).getByRole('button', { name: /^Add \d* ?images?$/ })

async function openTemplate(page: Page, template: string, platforms: string): Promise<void> {
  await page.getByRole('button', { name: /Add by a template/ }).click()
  await dialog(page).getByRole('textbox', { name: 'Template' }).fill(template)
  await dialog(page).getByRole('textbox', { name: 'Platforms' }).fill(platforms)
}

async function tagPlatforms(repository: string, tag: string): Promise<string[]> {
  const response = await fetch(`${environment.registryUrl}/v2/${repository}/manifests/${tag}`, {
    headers: { accept: 'application/vnd.docker.distribution.manifest.list.v2+json' },
  })
  const index = (await response.json()) as { manifests: { platform: { os: string; architecture: string } }[] }
  return index.manifests.map(({ platform }) => `${platform.os}/${platform.architecture}`)
}

test('a template with a missing architecture: shown, skipped on purpose, and pushed without it', async ({
  page,
}) => {
  await seedSiblings('tpl', ['amd64', 's390x'])
  await page.goto('/compose')
  await openTemplate(page, ref('journeys/tpl-ARCH:v0.2'), 'linux/amd64, linux/ppc64le, linux/s390x')
  await expect(row(page, 'tpl-amd64:v0.2')).toContainText('found')
  await expect(row(page, 'tpl-ppc64le:v0.2')).toContainText('not there: skipped on purpose')
  await expect(row(page, 'tpl-s390x:v0.2')).toContainText('found')
  await expect(addButton(page)).toHaveText('Add 2 images')
  await expect(dialog(page).getByRole('checkbox')).toHaveAccessibleName(`Push to ${ref('journeys/tpl:v0.2')}`)
  await addButton(page).click()

  await expect(entries(page)).toHaveCount(2)
  await expect(
    page.getByRole('status').filter({ hasText: 'One platform was skipped on purpose.' }),
  ).toContainText(`linux/ppc64le (${ref('journeys/tpl-ppc64le:v0.2')}) is not in the registry`)
  await expect(editor(page)).toContainText('architecture: s390x')
  await page.getByRole('button', { name: 'Push index' }).click()
  await expect(page.getByRole('heading', { name: /journeys\/tpl:v0\.2 is pushed/ })).toBeVisible()
  expect(await tagPlatforms('journeys/tpl', 'v0.2')).toEqual(['linux/amd64', 'linux/s390x'])
})

test('an image that cannot be read is not skipped: it is added, and holds the push', async ({ page }) => {
  await seedSiblings('half', ['amd64', 's390x'])
  await breakTag('journeys/half-s390x', 'v0.2')
  await page.goto('/compose')
  await openTemplate(page, ref('journeys/half-ARCH:v0.2'), 'linux/amd64 linux/s390x linux/arm64')
  await expect(row(page, 'half-s390x:v0.2')).toContainText('Could not be read:')
  await expect(row(page, 'half-arm64:v0.2')).toContainText('skipped on purpose')
  await expect(addButton(page)).toHaveText('Add 2 images')
  await addButton(page).click()
  await expect(entries(page)).toHaveCount(2)
  await expect(page.getByRole('region', { name: 'Problems' })).toContainText('Source could not be read')
  await expect(page.getByRole('button', { name: 'Push index' })).toHaveAccessibleDescription(/Mend first/)
})

test('a template says what is wrong with it, and takes the platforms the registry has', async ({ page }) => {
  await page.goto('/compose')
  await openTemplate(page, ref('demo-arm64:v0.2'), 'linux/amd64 bogus')
  await expect(dialog(page).getByText(/The template has no ARCH/)).toBeVisible()
  await expect(dialog(page).getByText(/"bogus" is not a platform/)).toBeVisible()
  await expect(addButton(page)).toHaveAccessibleDescription('Mend the template first.')
  await dialog(page).getByRole('textbox', { name: 'Template' }).fill(ref('demo-ARCH:v0.2'))
  await expect(addButton(page)).toHaveAccessibleDescription('Mend the platforms first.')
  await dialog(page)
    .getByRole('button', { name: /Only the \d the registry has/ })
    .click()
  await expect(dialog(page).getByRole('textbox', { name: 'Platforms' })).toHaveValue(
    /^linux\/amd64 linux\/arm64 .*linux\/s390x$/,
  )
  await expect(addButton(page)).toHaveText(/Add \d images/)
  await dialog(page).getByRole('checkbox').uncheck()
  await addButton(page).click()
  await expect(editor(page)).toContainText(ref('demo-arm64:v0.2'))
  await expect(page.getByRole('combobox', { name: 'Target' })).toHaveValue('')
})

const file = (name: string, text: string | Buffer) => ({ name, mimeType: '', buffer: Buffer.from(text) })

async function chooseFile(
  page: Page,
  chosen: ReturnType<typeof file> | ReturnType<typeof file>[],
): Promise<void> {
  if (await dialog(page).isHidden()) await page.getByRole('button', { name: 'Import', exact: true }).click()
  const choosing = page.waitForEvent('filechooser')
  await dialog(page).getByRole('button', { name: 'Choose a file' }).click()
  await (await choosing).setFiles(chosen)
}

/** Holds files over the page, and lets them go. */
async function drag(page: Page, types: string[], files: { name: string; text: string }[]): Promise<void> {
  await page.evaluate(
    ([events, dropped]) => {
      const dataTransfer = new DataTransfer()
      for (const { name, text } of dropped) dataTransfer.items.add(new File([text], name))
      const over = document.querySelector('.cm-content') ?? document.body
      for (const type of events)
        over.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
    },
    [types, files] as const,
  )
}

test('a file is imported; a broken one says where and changes nothing', async ({ page }) => {
  await page.goto('/compose')
  await chooseFile(page, file('release.yml', demoYaml('journeys/imported:v1')))
  await expect(page.getByText('release.yml is open.')).toBeVisible()
  await expect(entries(page)).toHaveCount(2)
  await expect(editor(page)).toContainText('# sent by a colleague')

  await chooseFile(page, file('broken.yml', 'image: a\nmanifests: [\n'))
  const told = dialog(page).getByRole('alert')
  await expect(told).toContainText(/broken\.yml could not be opened\.\s*Line \d+, column \d+: /)
  await chooseFile(page, file('logo.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0])))
  await expect(told).toContainText(/logo\.png could not be opened\.\s*It is not a text in UTF-8/)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('combobox', { name: 'Target' })).toHaveValue(ref('journeys/imported:v1'))

  const json = JSON.stringify({
    image: ref('journeys/json:v1'),
    manifests: [{ image: ref('demo-amd64:v0.2') }],
  })
  await chooseFile(page, file('spec.json', json))
  await expect(entries(page)).toHaveCount(1)
  await expect(editor(page)).toContainText(`image: ${ref('journeys/json:v1')}`)
  await page.getByRole('button', { name: 'Bring it back' }).click()
  await expect(entries(page)).toHaveCount(2)
})

test('a file dropped anywhere opens, even over the editor; several do not', async ({ page }) => {
  await page.goto('/compose')
  await expect(editor(page)).toBeVisible()
  const dropped = { name: 'dropped.yaml', text: demoYaml('journeys/dropped:v1') }
  await drag(page, ['dragenter', 'dragover'], [dropped])
  await expect(page.getByText('Drop to open it here')).toBeVisible()
  await drag(page, ['drop'], [dropped])
  await expect(page.getByText('Drop to open it here')).toBeHidden()
  await expect(entries(page)).toHaveCount(2)
  await expect(editor(page)).toHaveText(/^# sent by a colleague/)

  await drag(page, ['drop'], [dropped, { ...dropped, name: 'second.yaml' }])
  await expect(dialog(page).getByRole('alert')).toContainText('2 files are too many at once')
})

test('a YAML pasted anywhere on an empty page opens; a stray word does not', async ({ page }) => {
  await page.goto('/compose')
  const paste = async (text: string) => {
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
    await page.getByRole('heading', { name: 'Compose', exact: true }).click()
    await page.keyboard.press('ControlOrMeta+V')
  }
  await paste('word')
  await expect(dialog(page)).toBeHidden()
  await paste(demoYaml('journeys/pasted:v1'))
  await expect(entries(page)).toHaveCount(2)
  await paste(demoYaml('journeys/other:v1'))
  await expect(page.getByRole('combobox', { name: 'Target' })).toHaveValue(ref('journeys/pasted:v1'))
})

test('the raw JSON of an index asks where its images are, and comes to the same index, attestations included', async ({
  page,
  api,
}) => {
  await page.goto('/compose')
  const raw = await api(`/api/inspect?ref=${encodeURIComponent(ref('bk:v1'))}&format=raw`)
  const text = await raw.text()
  await chooseFile(page, file('index.json', text))
  const place = dialog(page).getByRole('textbox', { name: 'Repository its images are in' })
  await place.fill('not a place')
  await expect(dialog(page).getByText(/is not an image reference/)).toBeVisible()
  await place.fill(ref('bk:again'))
  await place.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Target' })).toHaveValue(ref('bk:again'))
  await page.getByRole('tab', { name: 'JSON' }).click()
  await expect
    .poll(async () =>
      JSON.parse(await page.getByRole('region', { name: 'Exact bytes of the index' }).innerText()),
    )
    .toEqual(JSON.parse(text))
  await expect(page.getByRole('button', { name: 'Push index' })).not.toHaveAttribute('aria-disabled')
})

test('@looks template, import and drop target are readable and pass WCAG 2.2 AA', async ({
  page,
}, testInfo) => {
  const check = async (name: string) => {
    await look(page, name)
  }
  const name = `looks-${testInfo.project.name}`
  await seedSiblings(name, ['amd64', 's390x', 'arm64'])
  await breakTag(`journeys/${name}-s390x`, 'v0.2')
  // An image that says it is another's: amd64 under the name of ppc64le.
  await cp(inRegistry('demo-amd64'), inRegistry(`journeys/${name}-ppc64le`), { recursive: true })
  await page.goto('/compose')
  await expect(page.getByRole('button', { name: /Fill in the demo/ })).toBeVisible()
  await check('import-empty-page')
  await page.getByRole('button', { name: /Add by a template/ }).click()
  await check('template-empty')
  await dialog(page)
    .getByRole('textbox', { name: 'Template' })
    .fill(ref(`journeys/${name}-arch:v0.2`))
  await dialog(page).getByRole('textbox', { name: 'Platforms' }).fill('linux/amd64 bogus')
  await expect(dialog(page).getByText(/no ARCH/)).toBeVisible()
  await check('template-errors')
  await dialog(page)
    .getByRole('textbox', { name: 'Template' })
    .fill(ref(`journeys/${name}-ARCH-VARIANT:v0.2`))
  await dialog(page)
    .getByRole('textbox', { name: 'Platforms' })
    .fill('linux/amd64 linux/arm64 linux/arm/v7 linux/s390x linux/ppc64le')
  await expect(row(page, '-s390x:v0.2')).toContainText('Could not be read')
  await expect(row(page, '-ppc64le:v0.2')).toContainText('but its config says linux/amd64')
  await check('template-preview')
  await addButton(page).scrollIntoViewIfNeeded()
  await addButton(page).click()
  await expect(page.getByRole('region', { name: 'Problems' })).toContainText('Source could not be read')
  await check('template-added')

  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await check('import')
  await dialog(page).getByRole('textbox').fill('image: a\nmanifests: [\n')
  await expect(dialog(page).getByRole('alert')).toBeVisible()
  await check('import-error')
  await dialog(page).getByRole('textbox').fill('{"schemaVersion": 2, "manifests": []}')
  await expect(dialog(page).getByText(/Repository its images are in/)).toBeVisible()
  await check('import-index')
  await page.keyboard.press('Escape')
  await drag(page, ['dragenter'], [{ name: 'a.yml', text: '' }])
  await expect(page.getByText('Drop to open it here')).toBeVisible()
  await check('import-drop')
})
