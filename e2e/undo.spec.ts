import type { Page } from '@playwright/test'
import { look } from './harness/look'
import { environment, expect, test } from './harness/test'

const ACCEPT = [
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.index.v1+json',
].join(', ')

type Api = (path: string, init?: RequestInit) => Promise<Response>

const ref = (image: string) => `${environment.registryName}/${image}`
const dialog = (page: Page) => page.getByRole('dialog')
const undoRow = (page: Page, tag: string) =>
  page.getByRole('list', { name: 'Tags to undo' }).getByRole('listitem').filter({ hasText: tag })

const yamlOf = (target: string, sources: readonly string[], tags: readonly string[] = []) =>
  [
    `image: ${ref(target)}`,
    ...(tags.length > 0 ? [`tags: [${tags.join(', ')}]`] : []),
    'manifests:',
    ...sources.map((source) => `  - image: ${ref(source)}`),
    '',
  ].join('\n')

/** What the registry serves under a tag, asked without Manifold; null where the tag is not there. */
async function tagDigest(repository: string, tag: string): Promise<string | null> {
  const response = await fetch(`${environment.registryUrl}/v2/${repository}/manifests/${tag}`, {
    headers: { accept: ACCEPT },
  })
  return response.status === 404 ? null : response.headers.get('docker-content-digest')
}

/** As a pipeline pushes: one composition, without a browser. Answers its digest. */
async function pushElsewhere(api: Api, target: string, sources: readonly string[]): Promise<string> {
  const response = await api('/api/compositions?accept=PLATFORM_LOST', {
    method: 'POST',
    headers: { 'content-type': 'application/yaml' },
    body: yamlOf(target, sources),
  })
  expect(response.status).toBe(201)
  return (await response.json()).digest
}

async function fillIn(page: Page, yaml: string): Promise<void> {
  await page.goto('/compose')
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), yaml)
  // On narrow screens the YAML stands behind the form.
  const toYaml = page.getByRole('radio', { name: 'YAML' })
  if (await toYaml.isVisible()) await toYaml.click()
  await page.getByRole('textbox', { name: 'Composition as YAML' }).click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.press('ControlOrMeta+V')
  await expect(page.getByRole('region', { name: 'Plan' })).toHaveAttribute('aria-busy', 'false')
}

async function pushHere(page: Page, yaml: string): Promise<void> {
  await fillIn(page, yaml)
  await page.getByRole('button', { name: 'Push index' }).click()
  await expect(page.getByRole('heading', { name: /is pushed/ })).toBeVisible()
}

async function undoNow(page: Page): Promise<void> {
  await dialog(page).getByRole('button', { name: 'Undo…' }).click()
  await dialog(page).getByRole('button', { name: 'Undo now' }).click()
}

test('a push over an existing tag is undone, and the plan is what it was before', async ({ page, api }) => {
  const old = await pushElsewhere(api, 'journeys/undo:v1', ['demo-s390x:v0.2'])
  await pushHere(page, yamlOf('journeys/undo:v1', ['demo-s390x:v0.2', 'demo-amd64:v0.2']))
  expect(await tagDigest('journeys/undo', 'v1')).not.toBe(old)
  const tags = page.getByRole('region', { name: 'Plan' }).getByRole('list', { name: 'Tags' })

  await dialog(page).getByRole('button', { name: 'Undo…' }).click()
  await expect(undoRow(page, 'v1')).toContainText('goes back to')
  await expect(undoRow(page, 'v1').getByRole('button', { name: `Copy digest ${old}` })).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Undo now' }).click()
  await expect(dialog(page).getByRole('heading', { name: 'Undone' })).toBeVisible()
  await expect(undoRow(page, 'v1')).toContainText('is back at')
  expect(await tagDigest('journeys/undo', 'v1')).toBe(old)

  await dialog(page).getByRole('button', { name: 'Close' }).last().click()
  await expect(dialog(page)).toBeHidden()
  await expect(tags).toContainText('moves')
})

test('a push of new tags is undone by removing them, and no other tag with them', async ({ page, api }) => {
  const sources = ['demo-s390x:v0.2', 'demo-amd64:v0.2']
  const kept = await pushElsewhere(api, 'journeys/undo-new:kept', sources)
  await pushHere(page, yamlOf('journeys/undo-new:v1', sources, ['stable']))
  expect(await tagDigest('journeys/undo-new', 'stable')).toBe(kept)

  await undoNow(page)
  await expect(dialog(page).getByRole('heading', { name: 'Undone' })).toBeVisible()
  for (const tag of ['v1', 'stable']) {
    await expect(undoRow(page, tag)).toContainText('is removed')
    expect(await tagDigest('journeys/undo-new', tag)).toBeNull()
  }
  expect(await tagDigest('journeys/undo-new', 'kept')).toBe(kept)
})

test('a tag somebody pushed to meanwhile is left alone; the other goes back', async ({
  page,
  api,
  watch,
}) => {
  watch.allow(/status of 409/)
  const sources = ['demo-s390x:v0.2', 'demo-amd64:v0.2']
  await pushHere(page, yamlOf('journeys/undo-race:v1', sources, ['stable']))
  const theirs = await pushElsewhere(api, 'journeys/undo-race:v1', ['demo-arm64:v0.2'])

  await undoNow(page)
  await expect(dialog(page).getByRole('heading', { name: 'Only partly undone' })).toBeVisible()
  await expect(undoRow(page, 'stable')).toContainText('is removed')
  await expect(undoRow(page, 'v1').getByRole('alert')).toContainText('somebody else moved it')
  await expect(undoRow(page, 'v1').getByRole('button', { name: `Copy digest ${theirs}` })).toBeVisible()
  await expect(dialog(page).getByRole('button', { name: 'Try again' })).toBeHidden()
  expect(await tagDigest('journeys/undo-race', 'v1')).toBe(theirs)

  await undoRow(page, 'v1').getByRole('link', { name: 'Look at it' }).click()
  await expect(page).toHaveURL(/\/r\/s8345002:5000\/journeys\/undo-race:v1$/)
})

test('a change is undone from the activity page, and stands there as one itself', async ({ page, api }) => {
  const old = await pushElsewhere(api, 'journeys/undo-later:v1', ['demo-s390x:v0.2'])
  await pushElsewhere(api, 'journeys/undo-later:v1', ['demo-amd64:v0.2'])
  await page.goto('/activity')
  const image = ref('journeys/undo-later:v1')
  const entries = page.getByRole('main').getByRole('listitem').filter({ hasText: image })
  await expect(entries).toHaveCount(2)
  await expect(page.getByRole('button', { name: `Undo: ${image}` })).toHaveCount(1)
  await page.getByRole('button', { name: `Undo: ${image}` }).click()
  await dialog(page).getByRole('button', { name: 'Undo now' }).click()
  await expect(dialog(page).getByRole('heading', { name: 'Undone' })).toBeVisible()
  expect(await tagDigest('journeys/undo-later', 'v1')).toBe(old)
  await dialog(page).getByRole('button', { name: 'Close' }).last().click()
  await expect(entries).toHaveCount(3)
  await expect(entries.first()).toContainText('Put back as it was.')
})

test('a tag the registry cannot remove is told and can be tried again', async ({ page, watch }) => {
  watch.allow(/status of 502/)
  await pushHere(page, yamlOf('journeys/undo-stays:v1', ['demo-s390x:v0.2'], ['stable']))
  await page.route('**/api/restores', (route) =>
    route.request().postDataJSON().ref.endsWith(':stable')
      ? route.fulfill({ status: 502, json: CANNOT_DELETE })
      : route.continue(),
  )
  await undoNow(page)
  await expect(dialog(page).getByRole('heading', { name: 'Only partly undone' })).toBeVisible()
  await expect(undoRow(page, 'stable')).toContainText('cannot delete, so stable stays as it is')
  await expect(undoRow(page, 'v1')).toContainText('is removed')
  await page.unroute('**/api/restores')
  await dialog(page).getByRole('button', { name: 'Try again' }).click()
  await expect(dialog(page).getByRole('heading', { name: 'Undone' })).toBeVisible()
  expect(await tagDigest('journeys/undo-stays', 'stable')).toBeNull()
})

const CANNOT_DELETE = {
  error: {
    code: 'REGISTRY_REFUSED',
    message: 's8345002:5000 cannot delete, so stable stays as it is.',
    hint: 'Leave the tag, or let the registry delete (CNCF distribution: REGISTRY_STORAGE_DELETE_ENABLED=true) and undo again.',
    requestId: '00000000-0000-4000-8000-000000000000',
  },
}

/** A state of these dialogs is readable, and no dialog of it scrolls sideways. */
async function lookAt(page: Page, name: string): Promise<void> {
  await look(page, `undo-${name}`)
  for (const open of await dialog(page).all()) {
    const inner = await open.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
    expect(inner, `the dialog of ${name} does not scroll sideways`).toBe(0)
  }
}

test('@looks a push, what undoing it will do, and what it could not', async ({ page, api, watch }, {
  project,
}) => {
  watch.allow(/status of (409|502)/)
  const repository = `journeys/undo-partly-${project.name}`
  await pushElsewhere(api, `${repository}:v1`, ['demo-s390x:v0.2'])
  await pushHere(
    page,
    yamlOf(
      `${repository}:v1`,
      ['demo-s390x:v0.2', 'demo-amd64:v0.2'],
      ['stable', '2026-11-24-nightly.1234567'],
    ),
  )
  await lookAt(page, 'result')

  await dialog(page).getByRole('button', { name: 'Undo…' }).click()
  await lookAt(page, 'planned')
  await page.route('**/api/restores', (route) =>
    route.request().postDataJSON().ref.endsWith(':stable')
      ? route.fulfill({ status: 502, json: CANNOT_DELETE })
      : route.continue(),
  )
  const theirs = await pushElsewhere(api, `${repository}:v1`, ['demo-arm64:v0.2'])
  await dialog(page).getByRole('button', { name: 'Undo now' }).click()
  await expect(dialog(page).getByRole('heading', { name: 'Only partly undone' })).toBeVisible()
  await lookAt(page, 'partly')
  expect(await tagDigest(repository, 'v1')).toBe(theirs)
})

test('@looks a push that is undone, and the activity of both', async ({ page }, { project }) => {
  const target = `journeys/undo-looks-${project.name}:v2`
  await pushHere(page, yamlOf(target, ['demo-s390x:v0.2', 'demo-amd64:v0.2'], ['next']))
  await undoNow(page)
  await expect(dialog(page).getByRole('heading', { name: 'Undone' })).toBeVisible()
  await lookAt(page, 'undone')

  await page.goto('/activity')
  await expect(page.getByText('Undone: the tag was new.').first()).toBeVisible()
  await lookAt(page, 'activity')
})

const STEP = { type: 'step', step: 1, steps: 9, action: 'put-manifest', subject: 'app', state: 'done' }
const digestOf = (letter: string) => `sha256:${letter.repeat(64)}`

const failure = (message: string, details: object, tags: object[]) => ({
  type: 'error',
  error: {
    code: 'REGISTRY_UNREACHABLE',
    message,
    hint: 'Push again when you are ready: what is already there is not sent twice.',
    details,
    requestId: '00000000-0000-4000-8000-000000000000',
  },
  tags,
})

const FAILURES = {
  'failed-early': failure(
    's8345002:5000 broke off the connection. No tag was moved. 3 blobs and 1 manifest are in s8345002:5000/journeys/undo without a tag; garbage collection removes them.',
    { left: { blobs: 3, manifests: 1, index: false } },
    ['next', 'v2'].map((tag) => ({ tag, before: null, after: null, moved: false })),
  ),
  'failed-late': failure(
    's8345002:5000 broke off the connection. Moved: next. Whether v2 moved could not be found out.',
    { unsure: ['v2'] },
    [
      { tag: 'next', before: digestOf('a'), after: digestOf('b'), moved: true },
      { tag: 'v2', before: digestOf('c'), after: null, moved: false },
    ],
  ),
}

for (const [name, event] of Object.entries(FAILURES)) {
  test(`@looks a push that ${name}`, async ({ page }) => {
    await fillIn(page, yamlOf('journeys/undo-failed:v2', ['demo-s390x:v0.2', 'demo-amd64:v0.2'], ['next']))
    await page.route('**/api/compositions', (route) =>
      route.fulfill({
        status: 201,
        contentType: 'application/x-ndjson',
        body: `${JSON.stringify(STEP)}\n${JSON.stringify(event)}\n`,
      }),
    )
    await page.getByRole('button', { name: 'Push index' }).click()
    await expect(dialog(page).getByRole('heading', { name: 'The push failed' })).toBeVisible()
    await lookAt(page, name)
  })
}
