import type { Page } from '@playwright/test'
import { look } from './harness/look'
import { environment, expect, test } from './harness/test'

const INDEX_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
]

interface Entry {
  digest: string
  platform: { os: string; architecture: string; variant?: string }
  annotations?: Record<string, string>
}
interface Index {
  digest: string
  annotations?: Record<string, string>
  artifactType?: string
  manifests: Entry[]
}

const ref = (image: string) => `${environment.registryName}/${image}`
const plan = (page: Page) => page.getByRole('region', { name: 'Plan' })
const digestOf = (page: Page) => plan(page).getByLabel('Digest', { exact: true })
const entries = (page: Page) => page.getByRole('list', { name: 'Entries' }).getByRole('listitem')
const pushButton = (page: Page) => page.getByRole('button', { name: 'Push index' })

/** What the registry serves under a tag. */
async function served(repository: string, tag: string): Promise<Index> {
  const response = await fetch(`${environment.registryUrl}/v2/${repository}/manifests/${tag}`, {
    headers: { accept: INDEX_TYPES.join(', ') },
  })
  expect(response.status).toBe(200)
  const body = (await response.json()) as Omit<Index, 'digest'>
  return { ...body, digest: response.headers.get('docker-content-digest') ?? '' }
}

const architectures = ({ manifests }: Index) => manifests.map(({ platform }) => platform.architecture)

/** A tag of its own for every journey. */
async function pushed(
  api: (path: string, init?: RequestInit) => Promise<Response>,
  target: string,
  sources: string[],
): Promise<void> {
  const lines = sources.map((source) => `  - image: ${ref(source)}\n`).join('')
  const response = await api('/api/compositions', {
    method: 'POST',
    headers: { 'content-type': 'application/yaml' },
    body: `image: ${ref(target)}\nmanifests:\n${lines}`,
  })
  expect(response.status).toBe(201)
}

async function settled(page: Page): Promise<void> {
  await expect(plan(page)).toHaveAttribute('aria-busy', 'false')
}

test('an index is opened from its page, loses a platform, warns, and is pushed under the same tag', async ({
  page,
  api,
}) => {
  await pushed(api, 'journeys/edit:v1', ['demo-s390x:v0.2', 'demo-amd64:v0.2', 'demo-arm64:v0.2'])
  const before = await served('journeys/edit', 'v1')
  await page.goto(`/r/${ref('journeys/edit:v1')}`)
  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  await expect(entries(page)).toHaveCount(3)
  await settled(page)
  await expect(digestOf(page)).toHaveAttribute('data-digest', before.digest)
  await expect(plan(page).getByText('points there already')).toBeVisible()

  await entries(page)
    .nth(2)
    .getByRole('button', { name: /^Remove/ })
    .click()
  await expect(entries(page)).toHaveCount(2)
  const problems = page.getByRole('region', { name: 'Problems' })
  await expect(problems).toContainText('A platform would be lost')
  await expect(problems).toContainText('linux/arm64')
  await expect(pushButton(page)).toHaveAccessibleDescription(/Confirm first/)
  await page.getByRole('checkbox', { name: 'Push all the same' }).check()
  await pushButton(page).click()
  await expect(page.getByRole('heading', { name: /is pushed/ })).toBeVisible()
  expect(architectures(await served('journeys/edit', 'v1'))).toEqual(['s390x', 'amd64'])
})

test('a lost platform is kept by its button, in its place and with its attestation', async ({
  page,
  api,
}) => {
  await pushed(api, 'journeys/keep:v1', ['bk:v1', 'demo-s390x:v0.2'])
  const before = await served('journeys/keep', 'v1')
  const address = `/compose?edit=${encodeURIComponent(ref('journeys/keep:v1'))}`
  await page.goto(address)
  await expect(entries(page)).toHaveCount(3)
  await entries(page)
    .first()
    .getByRole('button', { name: /^Remove/ })
    .click()
  await expect(entries(page)).toHaveCount(2)

  // Who comes back finds the unfinished edit, told as such.
  await page.goto('/activity')
  await page.goto(address)
  await expect(entries(page)).toHaveCount(2)
  await expect(page.getByText('This is your unfinished edit of the index')).toBeVisible()
  await page.getByRole('button', { name: 'Keep linux/amd64' }).click()
  await expect(entries(page)).toHaveCount(3)
  await settled(page)
  await expect(digestOf(page)).toHaveAttribute('data-digest', before.digest)
  await expect(page.getByRole('region', { name: 'Problems' })).not.toContainText('would be lost')

  await entries(page)
    .nth(1)
    .getByRole('button', { name: /^Remove/ })
    .click()
  await page.getByRole('button', { name: 'Begin again from the index' }).click()
  await expect(entries(page)).toHaveCount(3)
  await expect(digestOf(page)).toHaveAttribute('data-digest', before.digest)
})

test('two BuildKit images become one index, their attestations with them, and stripped where asked', async ({
  page,
}) => {
  await page.goto(`/compose?target=${encodeURIComponent(ref('journeys/merge:v1'))}`)
  const field = page.getByRole('combobox', { name: 'Add an image' })
  for (const image of ['bk-amd64:v1', 'bk-arm64:v1']) {
    await field.fill(ref(image))
    await field.press('Enter')
  }
  await expect(entries(page)).toHaveCount(2)
  await expect(entries(page).first()).toContainText('1 image and 1 attestation')
  await settled(page)
  await look(page, 'composer-merge')
  await pushButton(page).click()
  await expect(page.getByRole('heading', { name: /is pushed/ })).toBeVisible()
  const merged = await served('journeys/merge', 'v1')
  expect(architectures(merged)).toEqual(['amd64', 'arm64', 'unknown', 'unknown'])
  const images = merged.manifests.slice(0, 2).map(({ digest }) => digest)
  expect(
    merged.manifests.slice(2).map((entry) => entry.annotations?.['vnd.docker.reference.digest']),
  ).toEqual(images)

  await page.getByRole('dialog').getByText('Close', { exact: true }).click()
  await page.getByRole('button', { name: `Annotations and type of ${ref('bk-amd64:v1')}. Change` }).click()
  await page.getByRole('checkbox', { name: 'Keep its attestations' }).uncheck()
  await page.keyboard.press('Escape')
  await settled(page)
  await pushButton(page).click()
  await expect(page.getByRole('heading', { name: /is pushed/ })).toBeVisible()
  expect(architectures(await served('journeys/merge', 'v1'))).toEqual(['amd64', 'arm64', 'unknown'])
})

test('an index is listed entry by entry, dragged into another order, re-platformed and annotated', async ({
  page,
}) => {
  await page.goto(`/compose?target=${encodeURIComponent(ref('journeys/listed:v1'))}`)
  const field = page.getByRole('combobox', { name: 'Add an image' })
  await field.fill(ref('bk:v1'))
  await field.press('Enter')
  await page.getByRole('button', { name: `List the entries of ${ref('bk:v1')} one by one` }).click()
  await expect(entries(page)).toHaveCount(2)
  await settled(page)
  await expect(entries(page).first()).toContainText('an entry of the index, 1 attestation')

  const handle = entries(page).nth(1).getByRole('button', { name: /^Drag/ })
  const above = await entries(page).first().boundingBox()
  await handle.hover()
  await page.mouse.down()
  await page.mouse.move(above?.x ?? 0, (above?.y ?? 0) + 40, { steps: 5 })
  await page.mouse.move(above?.x ?? 0, (above?.y ?? 0) + 4, { steps: 5 })
  await page.mouse.up()
  await expect(entries(page).first()).toContainText('arm64')
  await settled(page)

  // And back by keyboard.
  await entries(page).first().getByRole('button', { name: /^Drag/ }).focus()
  await page.keyboard.press('Space')
  await expect(page.getByText(/is lifted from 1 of 2/)).toBeAttached()
  // The lifted entry listens to the arrows a moment after it is told to be lifted; it cannot go further down than 2.
  await expect(async () => {
    await page.keyboard.press('ArrowDown')
    await expect(page.getByText('It would be 2 of 2.')).toBeAttached({ timeout: 1000 })
  }).toPass()
  await page.keyboard.press('Space')
  await expect(entries(page).first()).toContainText('amd64')
  await settled(page)

  await entries(page)
    .first()
    .getByRole('button', { name: /^Platform of/ })
    .click()
  await page.getByRole('combobox', { name: 'Variant' }).fill('v2')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: 'Problems' })).toContainText('No plain amd64')

  await page.getByRole('button', { name: /^Annotations and more of the index/ }).click()
  await page
    .getByRole('combobox', { name: 'New annotation of the index: key' })
    .fill('org.opencontainers.image.version')
  await page.getByRole('textbox', { name: 'New annotation of the index: value' }).fill('<1.0> & up')
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'artifactType' }).fill('application/vnd.example.bundle')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await entries(page)
    .nth(1)
    .getByRole('button', { name: /^Annotations and type of/ })
    .click()
  await page.getByRole('combobox', { name: /^New annotation of .*: key$/ }).fill('com.example.note')
  await page.getByRole('textbox', { name: /^New annotation of .*: value$/ }).fill('second')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')

  await settled(page)
  await pushButton(page).click()
  await expect(page.getByRole('heading', { name: /is pushed/ })).toBeVisible()
  const index = await served('journeys/listed', 'v1')
  expect(index).toMatchObject({
    artifactType: 'application/vnd.example.bundle',
    annotations: { 'org.opencontainers.image.version': '<1.0> & up' },
  })
  expect(index.manifests[0]?.platform).toEqual({ architecture: 'amd64', os: 'linux', variant: 'v2' })
  expect(index.manifests[1]).toMatchObject({
    platform: { architecture: 'arm64' },
    annotations: { 'com.example.note': 'second' },
  })
  expect(architectures(index)).toEqual(['amd64', 'arm64', 'unknown', 'unknown'])
})

test('a source that moves while composing is told, and what was seen can be kept', async ({ page, api }) => {
  await pushed(api, 'journeys/moving:src', ['demo-s390x:v0.2'])
  await page.goto(`/compose?target=${encodeURIComponent(ref('journeys/moving:all'))}`)
  const field = page.getByRole('combobox', { name: 'Add an image' })
  await field.fill(ref('journeys/moving:src'))
  await field.press('Enter')
  await expect(entries(page).first()).toContainText('s390x')
  await settled(page)
  const seen = await digestOf(page).getAttribute('data-digest')

  await pushed(api, 'journeys/moving:src', ['demo-s390x:v0.2', 'demo-arm64:v0.2'])
  await page.getByRole('textbox', { name: 'Extra tags' }).fill('also')
  await page.keyboard.press('Enter')
  const problems = page.getByRole('region', { name: 'Problems' })
  await expect(problems).toContainText('A source has moved')
  await page.getByRole('button', { name: 'Keep the one you saw' }).click()
  await expect(digestOf(page)).toHaveAttribute('data-digest', seen ?? '')
  await settled(page)
  await expect(problems).not.toContainText('A source has moved')
})

test('an image that is no index says so, and leads on', async ({ page }) => {
  await page.goto(`/compose?edit=${encodeURIComponent(ref('demo-amd64:v0.2'))}`)
  await expect(page.getByText('is no image index, so it has no entries to edit.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Start an empty composition' })).toBeVisible()
})

test('@looks an edited index and its fields are readable, wide and narrow', async ({
  page,
  api,
}, testInfo) => {
  const target = `journeys/fields-${testInfo.project.name}:v1`
  await pushed(api, target, ['bk:v1', 'demo-s390x:v0.2'])
  const check = async (name: string) => {
    await look(page, `composer-${name}`)
  }
  await page.goto(`/compose?edit=${encodeURIComponent(ref(target))}`)
  await expect(entries(page)).toHaveCount(3)
  await settled(page)
  await check('edit')
  await entries(page)
    .first()
    .getByRole('button', { name: /^Remove/ })
    .click()
  await expect(page.getByRole('region', { name: 'Problems' })).toContainText('would be lost')
  await check('edit-lost')
  await page.getByRole('button', { name: /^Annotations and more of the index/ }).click()
  await check('index-fields')
  await page.keyboard.press('Escape')
  await entries(page)
    .first()
    .getByRole('button', { name: /^Annotations and type of/ })
    .click()
  await check('entry-details')
  await page.keyboard.press('Escape')
  await entries(page)
    .first()
    .getByRole('button', { name: /^Platform of/ })
    .click()
  await check('entry-platform')
})
