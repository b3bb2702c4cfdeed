import type { Page } from '@playwright/test'
import { look } from './harness/look'
import { environment, expect, test } from './harness/test'

const DOCKER_LIST = 'application/vnd.docker.distribution.manifest.list.v2+json'
/** What manifest-tool 2 and the tool of 2016 make of the two demo images. */
const DOCKER_DIGEST = 'sha256:77633e089e4b268d02a5d5504a692d365603a5f6a0bff00df6e64b0365477ad7'
const PUSHML_DIGEST = 'sha256:644deb9dbfdb42ba421232596e4fdcd8578edf47ca6d06b18d9cd728e0fe72fc'

/** The YAML of the 2016 post, for another target. */
const postYaml = (target: string) => `image: ${ref(target)}
manifests:
  -
    image: ${ref('demo-s390x:v0.2')}
    platform:
      architecture: s390x
      os: linux
  -
    image: ${ref('demo-amd64:v0.2')}
    platform:
      architecture: amd64
      os: linux
`

const ref = (image: string) => `${environment.registryName}/${image}`
const editor = (page: Page) => page.getByRole('textbox', { name: 'Composition as YAML' })
const digest = (page: Page) =>
  page.getByRole('region', { name: 'Plan' }).getByLabel('Digest', { exact: true })
const pushButton = (page: Page) => page.getByRole('button', { name: 'Push index' })
const entries = (page: Page) => page.getByRole('list', { name: 'Entries' }).getByRole('listitem')

async function expectPlan(page: Page, wanted: string): Promise<void> {
  await expect(digest(page)).toHaveAttribute('data-digest', wanted)
  await expect(page.getByRole('region', { name: 'Plan' })).toHaveAttribute('aria-busy', 'false')
}

/** As a person does it: everything selected, then pasted from the clipboard. */
async function pasteYaml(page: Page, text: string): Promise<void> {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
  await editor(page).click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.press('ControlOrMeta+V')
}

async function addImage(page: Page, repository: string, tag: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Add an image' })
  await field.fill(repository)
  await page.getByRole('option', { name: `${ref(repository)} its tags` }).click()
  await page.getByRole('option', { name: ref(`${repository}:${tag}`) }).click()
  await expect(field).toHaveValue('')
}

async function tagDigest(repository: string, tag: string): Promise<string | null> {
  const response = await fetch(`${environment.registryUrl}/v2/${repository}/manifests/${tag}`, {
    headers: { accept: DOCKER_LIST },
  })
  return response.headers.get('docker-content-digest')
}

test('two images found by typing become one index, pushed under two tags', async ({ page }) => {
  await page.goto('/compose')
  await addImage(page, 'demo-s390x', 'v0.2')
  await addImage(page, 'demo-amd64', 'v0.2')
  await page.getByRole('combobox', { name: 'Target' }).fill(ref('journeys/form:v0.2'))
  await page.getByRole('textbox', { name: 'Extra tags' }).fill('stable')
  await page.keyboard.press('Enter')
  await expectPlan(page, DOCKER_DIGEST)
  await expect(page.getByRole('list', { name: 'Platforms' }).getByText('new')).toHaveCount(2)

  await pushButton(page).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('heading', { name: /journeys\/form:v0\.2 is pushed/ })).toBeVisible()
  await dialog.getByRole('radio', { name: 'skopeo' }).click()
  await expect(dialog.getByText('skopeo --override-arch s390x copy')).toBeVisible()
  expect(await tagDigest('journeys/form', 'v0.2')).toBe(DOCKER_DIGEST)
  expect(await tagDigest('journeys/form', 'stable')).toBe(DOCKER_DIGEST)

  await dialog.getByRole('link', { name: 'Open the image' }).click()
  await expect(page).toHaveURL(/\/r\/s8345002:5000\/journeys\/form:v0\.2$/)
})

test('the YAML of the post pastes verbatim and fills the form; the format changes the bytes', async ({
  page,
}) => {
  await page.goto('/compose')
  await pasteYaml(page, postYaml('journeys/yaml:v0.2'))
  await expect(entries(page)).toHaveCount(2)
  await expect(page.getByRole('combobox', { name: 'Target' })).toHaveValue(ref('journeys/yaml:v0.2'))
  await expectPlan(page, DOCKER_DIGEST)

  await page.getByRole('combobox', { name: 'Format' }).click()
  await page.getByRole('option', { name: /pushml/ }).click()
  await expectPlan(page, PUSHML_DIGEST)
  await expect(editor(page)).toContainText('format: pushml')

  await page.getByRole('tab', { name: 'JSON' }).click()
  await expect(page.getByRole('region', { name: 'Exact bytes of the index' })).toContainText(
    '"schemaVersion": 2',
  )
})

test('a form edit keeps the comments and the order of the YAML', async ({ page }) => {
  await page.goto('/compose')
  await pasteYaml(
    page,
    `# released every Monday
manifests:
  # the mainframe
  - platform: { os: linux, architecture: s390x } # as the post had it
    image: ${ref('demo-s390x:v0.2')}
  - image: "${ref('demo-amd64:v0.2')}" # the rest of the world
image: ${ref('journeys/comments:v1')} # not latest
`,
  )
  await expectPlan(page, DOCKER_DIGEST)
  await page.getByRole('textbox', { name: 'Extra tags' }).fill('1.0')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: `Move ${ref('demo-amd64:v0.2')} up` }).click()
  await expect(entries(page).first().getByRole('textbox')).toHaveValue(ref('demo-amd64:v0.2'))
  await page.getByRole('combobox', { name: 'Target' }).fill(ref('journeys/comments:v2'))

  const text = await editor(page).innerText()
  for (const kept of ['# released every Monday', '# the mainframe', '# as the post had it', '# not latest'])
    expect(text).toContain(kept)
  expect(text).toContain(`"${ref('demo-amd64:v0.2')}" # the rest of the world`)
  expect(text).toContain(`${ref('journeys/comments:v2')} # not latest`)
  expect(text.indexOf('manifests:')).toBeLessThan(text.indexOf('image: s8345002:5000/journeys'))
})

test('broken YAML keeps the form as last read, says where, and loses nothing', async ({ page }) => {
  await page.goto('/compose')
  await pasteYaml(page, postYaml('journeys/broken:v1'))
  await expectPlan(page, DOCKER_DIGEST)
  await editor(page).press('ControlOrMeta+Home')
  await page.keyboard.insertText('tags: [unclosed\n')

  await expect(page.getByRole('alert').filter({ hasText: /Line \d+, column \d+/ })).toBeVisible()
  await expect(entries(page)).toHaveCount(2)
  await expect(page.getByRole('combobox', { name: 'Target' })).toBeDisabled()
  await expect(pushButton(page)).toHaveAccessibleDescription(/The YAML cannot be read. Mend line \d+ first/)
  await expect(digest(page)).toHaveAttribute('data-digest', DOCKER_DIGEST)

  await page.reload()
  await expect(editor(page)).toContainText('tags: [unclosed')
  await editor(page).press('ControlOrMeta+Home')
  await page.keyboard.press('Shift+End')
  await page.keyboard.insertText('tags: [closed]')
  await expect(page.getByRole('button', { name: 'Remove tag closed' })).toBeVisible()
  await expectPlan(page, DOCKER_DIGEST)
})

test('a tag that moved meanwhile stops the push and shows the new change', async ({ page, api, watch }) => {
  watch.allow(/status of 409/)
  await page.goto('/compose')
  await pasteYaml(page, postYaml('journeys/moved:v1'))
  await expectPlan(page, DOCKER_DIGEST)
  const other = await api('/api/compositions', {
    method: 'POST',
    headers: { 'content-type': 'application/yaml' },
    body: `image: ${ref('journeys/moved:v1')}\nmanifests:\n  - image: ${ref('demo-arm64:v0.2')}\n`,
  })
  expect(other.status).toBe(201)
  const theirs = await tagDigest('journeys/moved', 'v1')

  await pushButton(page).click()
  const dialog = page.getByRole('dialog', { name: 'The registry has moved on' })
  await expect(dialog.getByText('lost')).toBeVisible()
  expect(await tagDigest('journeys/moved', 'v1')).toBe(theirs)
  await dialog.getByRole('button', { name: 'Use the new plan' }).click()

  await expect(pushButton(page)).toHaveAccessibleDescription(/Confirm first: A platform would be lost/)
  await page.getByRole('checkbox', { name: 'Push all the same' }).check()
  await pushButton(page).click()
  await expect(page.getByRole('heading', { name: /is pushed/ })).toBeVisible()
  expect(await tagDigest('journeys/moved', 'v1')).toBe(DOCKER_DIGEST)
})

test('a problem names its entry, blocks the push and is mended by its button', async ({ page }) => {
  await page.goto(`/compose?target=${encodeURIComponent(ref('journeys/twice:v1'))}`)
  await addImage(page, 'demo-amd64', 'v0.2')
  await addImage(page, 'demo-amd64-oci', 'v0.2')
  await expect(page.getByRole('region', { name: 'Problems' })).toContainText('The same platform twice')
  await expect(pushButton(page)).toHaveAccessibleDescription(/Mend first/)
  await page.getByRole('button', { name: 'Remove this entry' }).click()
  await expect(entries(page)).toHaveCount(1)
  await expect(pushButton(page)).not.toHaveAttribute('aria-disabled')
})

test('a stream that breaks off is told with the tags as they are', async ({ page }) => {
  await page.goto('/compose')
  await pasteYaml(page, postYaml('journeys/cut:v1'))
  await expectPlan(page, DOCKER_DIGEST)
  const step = { type: 'step', step: 1, steps: 9, action: 'check', subject: 'tags', state: 'done' }
  await page.route('**/api/compositions', (route) =>
    route.fulfill({ status: 201, contentType: 'application/x-ndjson', body: `${JSON.stringify(step)}\n` }),
  )
  await pushButton(page).click()
  const dialog = page.getByRole('dialog', { name: 'The push failed' })
  await expect(dialog).toContainText('The connection to Manifold ended before the push did')
  await expect(dialog).toContainText('No tag moved')
  await page.unroute('**/api/compositions')
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: /is pushed/ })).toBeVisible()
})

test('a link opens with its source, keeps the earlier draft beside it, and starting over can be undone', async ({
  page,
}) => {
  await page.goto('/compose')
  await pasteYaml(page, postYaml('journeys/earlier:v1'))
  await expect(entries(page)).toHaveCount(2)
  await page.goto(`/compose?from=${encodeURIComponent(ref('bk:v1'))}`)
  await expect(entries(page)).toHaveCount(1)
  await expect(entries(page)).toContainText('opened from an index')
  await page.getByRole('button', { name: 'Bring it back' }).click()
  await expect(entries(page)).toHaveCount(2)

  await page.getByRole('button', { name: 'Start over' }).click()
  await expect(page.getByText('One name, an image for every platform')).toBeVisible()
  await page
    .getByRole('listitem')
    .filter({ hasText: 'The composition is emptied.' })
    .getByRole('button', { name: 'Undo' })
    .click()
  await expect(entries(page)).toHaveCount(2)
})

test('@looks every state of the composer is readable and passes WCAG 2.2 AA', async ({ page, watch }) => {
  // Suggestions for a repository that does not exist are a 404, if they are asked for before Enter.
  watch.allow(/repository=nope/)
  const check = async (name: string) => {
    await look(page, `composer-${name}`)
  }
  await page.goto('/compose')
  await expect(page.getByRole('button', { name: /Fill in the demo/ })).toBeVisible()
  await check('empty')
  await page.getByRole('button', { name: /Fill in the demo/ }).click()
  await expectPlan(page, DOCKER_DIGEST)
  await check('demo')
  const field = page.getByRole('combobox', { name: 'Add an image' })
  for (const image of ['nope:v1', 'demo-mislabel:v0.2', 'bk:v1']) {
    await field.fill(ref(image))
    await field.press('Enter')
  }
  await expect(page.getByRole('region', { name: 'Problems' })).toContainText('Source not found')
  await check('problems')
})
