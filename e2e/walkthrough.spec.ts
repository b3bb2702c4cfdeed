import type { Page } from '@playwright/test'
import { look } from './harness/look'
import { pulledLayers, storedLayers } from './harness/pulled-layers'
import { environment, expect, test } from './harness/test'

const DIGEST = 'sha256:77633e089e4b268d02a5d5504a692d365603a5f6a0bff00df6e64b0365477ad7'
const DIGEST_OF_2016 = 'sha256:644deb9dbfdb42ba421232596e4fdcd8578edf47ca6d06b18d9cd728e0fe72fc'

/** The file of the 2016 post, as it was pasted there. */
const POST = `image: s8345002:5000/demo:v0.2
manifests:
  -
    image: s8345002:5000/demo-s390x:v0.2
    platform:
      architecture: s390x
      os: linux
  -
    image: s8345002:5000/demo-amd64:v0.2
    platform:
      architecture: amd64
      os: linux
`
const YAML = { 'content-type': 'application/yaml' }

test.describe.configure({ mode: 'serial' })

test('both images are found by typing, and opened', async ({ page }) => {
  await page.goto('/')
  const search = page.getByRole('searchbox', { name: 'Find a repository' })
  await expect(page.getByRole('treeitem', { name: /^demo-s390x/ }).first()).toBeVisible()
  for (const name of ['demo-s390x', 'demo-amd64']) {
    await page.goto('/')
    await search.fill(name)
    await page.getByRole('treeitem', { name, exact: true }).click()
    await expect(page).toHaveURL(new RegExp(`/r/s8345002:5000/${name}$`))
    await page.getByRole('link', { name: 'v0.2', exact: true }).click()
    await expect(page).toHaveURL(new RegExp(`/r/s8345002:5000/${name}:v0.2$`))
    await expect(page.getByRole('heading', { level: 1 })).toContainText(`${name}:v0.2`)
    await expect(page.getByText('sha256:').first()).toBeVisible()
  }
})

test('composed in the form: searched, picked, pushed', async ({ page }) => {
  await page.goto('/compose')
  await page.getByRole('combobox', { name: 'Target' }).fill('s8345002:5000/demo:v0.2')
  for (const name of ['demo-s390x', 'demo-amd64']) {
    const image = `s8345002:5000/${name}:v0.2`
    await page.getByRole('combobox', { name: 'Add an image' }).fill(`${name}:v0`)
    await page
      .getByRole('option', { name: new RegExp(`^${image}`) })
      .first()
      .click()
    await expect(
      page.getByRole('button', { name: new RegExp(`^Platform of ${image}: linux/`) }),
    ).toBeVisible()
  }
  await expect(page.getByRole('status', { name: 'Digest' })).toHaveAttribute('data-digest', DIGEST)
  await push(page, DIGEST)
  await look(page, 'pushed')
})

test('composed by pasting the YAML of the post', async ({ page }) => {
  await page.goto('/compose')
  const editor = page.getByRole('textbox', { name: 'Composition as YAML' })
  await page.evaluate((text) => navigator.clipboard.writeText(text), POST)
  await editor.click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.press('ControlOrMeta+V')
  await expect(page.getByRole('combobox', { name: 'Target' })).toHaveValue('s8345002:5000/demo:v0.2')
  await expect(page.getByRole('list', { name: 'Entries' }).getByRole('listitem')).toHaveCount(2)
  await push(page, DIGEST)
})

test('composed with one call, as curl makes it', async ({ api }) => {
  const response = await api('/api/compositions', { method: 'POST', headers: YAML, body: POST })
  expect(response.status).toBe(201)
  expect(await response.json()).toMatchObject({ digest: DIGEST })
})

test('in the format of the tool of the post, the bytes are those of 2016', async ({ api }) => {
  const body = `${POST.replace('demo:v0.2', 'demo:v0.2-pushml')}format: pushml\n`
  const plan = await api('/api/compositions/plan', { method: 'POST', headers: YAML, body })
  expect(await plan.json()).toMatchObject({ digest: DIGEST_OF_2016, profile: 'pushml' })
  const pushed = await api('/api/compositions', { method: 'POST', headers: YAML, body })
  expect(await pushed.json()).toMatchObject({ digest: DIGEST_OF_2016 })
})

test('the image page shows what was pushed: platforms, layers, raw bytes, text', async ({ page }) => {
  await page.goto('/r/s8345002:5000/demo')
  await expect(page.getByRole('link', { name: 'v0.2', exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'v0.2', exact: true }).click()
  await expect(page.getByText(DIGEST).first()).toBeVisible()
  const platforms = page.getByRole('group', { name: 'Platforms' })
  await expect(platforms).toContainText('s390x')
  await expect(platforms).toContainText('amd64')
  await look(page, 'image')

  await page.getByRole('radio', { name: 'Table' }).click()
  for (const [name, count] of [
    ['s390x', 4],
    ['amd64', 3],
  ] as const) {
    const table = page.getByRole('region', { name: new RegExp(`^Layers of .*${name}`) }).getByRole('table')
    // Steps that made no layer have rows too, without a digest.
    await expect(table.getByRole('button', { name: /^Copy digest/ })).toHaveCount(count)
    for (const layer of await storedLayers(`demo-${name}`, 'v0.2'))
      await expect(table.getByRole('button', { name: `Copy digest ${layer}` })).toBeVisible()
  }
  await page.getByRole('button', { name: 'Copy digest' }).first().click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(DIGEST)

  await page.getByRole('tab', { name: 'Raw' }).click()
  await expect(page.getByText('"schemaVersion": 2')).toBeVisible()
  await page.getByRole('tab', { name: 'Text' }).click()
  await expect(page.getByText('# Layers: 4')).toBeVisible()
  await expect(page.getByText('# Layers: 3')).toBeVisible()
})

test('the raw bytes are exactly those the digest is of', async ({ api }) => {
  const response = await api('/api/inspect?format=raw&ref=s8345002:5000/demo:v0.2')
  const bytes = await response.arrayBuffer()
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')
  expect(`sha256:${hash}`).toBe(DIGEST)
})

for (const [architecture, count] of [
  ['s390x', 4],
  ['amd64', 3],
] as const) {
  test(`a real client of ${architecture} gets exactly the layers of its image`, async () => {
    const layers = await pulledLayers('demo:v0.2', architecture)
    expect(layers).toHaveLength(count)
    expect(layers).toEqual(await storedLayers(`demo-${architecture}`, 'v0.2'))
  })
}

test('the harness itself: a request that leaves the dashboard is seen', async ({ page, watch }) => {
  await page.goto('/')
  await page.evaluate(() => fetch('http://127.0.0.1:9/elsewhere').catch(() => {}))
  const findings = await watch.findings()
  expect(findings.join('\n')).toContain('127.0.0.1:9')
  watch.allow(/127\.0\.0\.1:9/)
  expect(environment.serverUrl).not.toContain(':9/')
})

async function push(page: Page, digest: string) {
  const button = page.getByRole('button', { name: 'Push index' })
  await expect(button).not.toHaveAttribute('aria-disabled', 'true')
  await button.click()
  await expect(page.getByRole('status', { name: 'Pushed digest' })).toHaveAttribute('data-digest', digest)
  await expect(page.getByRole('region', { name: 'Pull it' })).toContainText('demo')
}
