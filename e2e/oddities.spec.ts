import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ScriptedPeer } from '../lib/testing/scripted-peer'
import { look } from './harness/look'
import { startServerOver } from './harness/server-over'
import { expect, test } from './harness/test'
import { MANY, NAME, startOddRegistry } from './oddities-registry'

let server: Awaited<ReturnType<typeof startServerOver>>
let peer: ScriptedPeer
const cleanups: (() => Promise<unknown>)[] = []

test.beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'manifold-odd-'))
  peer = await startOddRegistry()
  server = await startServerOver({ [NAME]: peer.url }, folder)
  cleanups.push(
    () => server.stop(),
    () => peer.close(),
    () => rm(folder, { recursive: true, force: true }),
  )
  const started = await fetch(`${server.url}/api/scans`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ registry: NAME, mode: 'quick' }),
  })
  const { id } = await started.json()
  const ended = async () => (await (await fetch(`${server.url}/api/scans/${id}`)).json()).finishedAt
  await expect.poll(ended, { timeout: 60_000 }).not.toBeNull()
})

test.afterAll(async () => {
  for (const cleanup of cleanups) await cleanup()
})

const pageOf = (reference: string) => `/r/${NAME}/${reference}`
/** What the registry was asked for of an image itself; who refers to it is a question of its own. */
const asked = () =>
  peer.requests.flatMap(({ path, headers }) =>
    /^\/v2\/odd\/app\/(?:manifests\/(?!sha256-)|blobs\/)/.test(path)
      ? [`${headers['if-none-match'] ? 'has it moved? ' : ''}${path}`]
      : [],
  )

test('opening an image asks for the index, its manifests and their configs once, a reload for nothing but the tag', async ({
  page,
}) => {
  peer.requests.length = 0
  const calls: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/')) calls.push(pathname)
  })
  await page.goto(pageOf('odd/app:1.0'))
  await expect(page.getByText('Also tagged, as far as scanned')).toBeVisible()
  await expect(page.getByRole('link', { name: 'stable', exact: true })).toBeVisible()
  expect(asked()).toHaveLength(1 + 2 + 2)
  expect(calls.filter((call) => call === '/api/inspect')).toHaveLength(1)
  expect(calls).toEqual(expect.arrayContaining(['/api/uses', '/api/bases']))

  peer.requests.length = 0
  await page.reload()
  await expect(page.getByRole('button', { name: /^Layer 1,/ })).toHaveCount(2)
  await expect(page.getByRole('link', { name: 'stable', exact: true })).toBeVisible()
  expect(asked()).toEqual(['has it moved? /v2/odd/app/manifests/1.0'])
})

test('@looks what an image is built upon is a line in its stacks, what it shares a band across them', async ({
  page,
}) => {
  await page.goto(pageOf('odd/app:1.0'))
  const stacks = page.getByRole('region', { name: /^Layer stacks/ })
  await expect(stacks.getByText('base image, told by annotation')).toHaveCount(2)
  await expect(stacks.getByRole('link', { name: /odd\/base:12/ })).toHaveCount(2)
  await stacks.getByRole('button', { name: /^Layer 2, .* of the pull, .*shared with linux\/arm64/ }).focus()
  await expect(page).toHaveURL(/layer=sha256/)
  await look(page, 'image-base')

  await page.keyboard.press('t')
  await expect(page.getByRole('cell', { name: /base image, told by annotation: odd\/base:12/ })).toHaveCount(
    2,
  )
  await expect(page.getByRole('cell', { name: /no layer:.*CMD/ })).toHaveCount(2)
})

test('@looks a history is a Dockerfile, each instruction beside its layer, and steps where one wants them', async ({
  page,
}) => {
  await page.goto(`${pageOf('odd/app:1.0')}?tab=history`)
  const file = page.getByRole('list', { name: 'The Dockerfile' })
  await expect(file).toContainText(`FROM ${NAME}/odd/base:12`)
  await expect(file).toContainText('ENV GREETING="hello world"')
  await expect(file).toContainText('# with VERSION=2')
  await expect(page.getByText('it is not the file that was built from')).toBeVisible()
  await look(page, 'image-dockerfile')
  await page.getByRole('button', { name: 'Copy the Dockerfile' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
    'RUN make \\\n    && make install\n',
  )

  await page.getByRole('radio', { name: 'Steps' }).click()
  await expect(page).toHaveURL(/history=steps/)
  await page.getByRole('link', { name: 'layer 2' }).click()
  await expect(page.getByRole('complementary', { name: 'The selected layer' })).toContainText('Layer 2 of 2')
})

test('@looks raw bytes lead from an index to an image, to its config, to a layer', async ({ page }) => {
  await page.goto(`${pageOf('odd/app:1.0')}?tab=raw`)
  await page.getByRole('region', { name: 'the manifest' }).getByRole('link').first().click()
  await expect(page.getByText('OCI image manifest', { exact: true })).toBeVisible()
  await page.getByRole('tab', { name: 'Raw' }).click()
  await page.getByRole('region', { name: 'the manifest' }).getByRole('link').first().click()
  const config = page.getByRole('region', { name: 'the config' })
  await expect(config).toContainText('"StopSignal":"SIGQUIT"')
  await expect(page.getByText(/^crane config .*@sha256:/)).toBeVisible()
  await look(page, 'image-raw-config')
  await config.getByRole('link').last().click()
  await expect(page.getByRole('complementary', { name: 'The selected layer' })).toContainText('Layer 2 of 2')
  await page.getByRole('button', { name: 'Who uses layer 2?' }).click()
  await expect(page.getByText(/tags? in 2 repositories/)).toBeVisible()
})

test('a config says when a container is well, and what differs between platforms', async ({ page }) => {
  await page.goto(`${pageOf('odd/app:1.0')}?tab=config`)
  await expect(page.getByText('every 30s, unhealthy after 3 failures')).toBeVisible()
  await expect(page.getByText('SIGQUIT')).toBeVisible()
  await expect(page.getByText('differs')).toHaveCount(1)
})

const ODDITIES: [reference: string, says: RegExp][] = [
  ['odd/windows:1809', /The registry does not hold it: clients fetch it from its publisher/],
  ['odd/wasm:1', /WebAssembly module/],
  ['odd/sbom:1', /SBOM \(list of ingredients\)/],
  ['odd/old:v1', /schema 1/],
]
for (const [reference, says] of ODDITIES) {
  test(`${reference} is said in words, on every tab`, async ({ page }) => {
    await page.goto(pageOf(reference))
    // What is foreign stands first in its stack.
    const first = page.getByRole('button', { name: /^Layer 1,/ })
    if (reference.startsWith('odd/windows')) await first.click()
    await expect(page.getByRole('main').getByText(says).first()).toBeVisible()
    for (const tab of ['Config', 'History', 'Who gets what', 'Annotations', 'Raw', 'Text', 'Layers']) {
      await page.getByRole('tab', { name: tab }).click()
      await expect(page.getByRole('tabpanel')).not.toBeEmpty()
    }
    await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)
  })
}

test('a file of an artifact is called as its pusher called it', async ({ page }) => {
  await page.goto(`${pageOf('odd/sbom:1')}?tab=layers`)
  await expect(page.getByRole('button', { name: /^Layer 1,.* docs\/bom\.spdx\.json$/ })).toBeVisible()
  const taken = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download this file' }).click()
  expect((await taken).suggestedFilename()).toBe('bom.spdx.json')
})

test('markup and hidden characters in labels, annotations and commands are text', async ({ page }) => {
  for (const tab of ['config', 'history', 'annotations', 'raw', 'text', 'layers']) {
    await page.goto(`${pageOf('odd/markup:1')}?tab=${tab}`)
    await expect(page.getByRole('tabpanel')).not.toBeEmpty()
    await expect(page.locator('main img, main b:text-is("x")')).toHaveCount(0)
  }
  await page.goto(`${pageOf('odd/markup:1')}?tab=annotations`)
  await expect(page.getByText('<img src=x onerror="alert(1)">').first()).toBeVisible()
  await expect(page.getByText('U+202E').first()).toBeVisible()
  await expect(page.getByText('Grüße, 世界 🚀').first()).toBeVisible()
})

test('@looks of 200 platforms only the stacks in sight are drawn, and each can be reached', async ({
  page,
}) => {
  await page.goto(pageOf('odd/many:all'))
  const stacks = page.getByRole('region', { name: /^Layer stacks/ })
  const drawn = stacks.getByRole('region', { name: /^Layers, platform/ })
  await expect(drawn.first()).toBeVisible()
  expect(await drawn.count()).toBeLessThan(24)
  await stacks
    .getByRole('button', { name: /^Layer 2,/ })
    .first()
    .focus()
  for (let place = 0; place < 30; place++) await page.keyboard.press('ArrowRight')
  await expect(stacks.getByRole('region', { name: `Layers, platform 31 of ${MANY}` })).toBeVisible()
  await expect(page.getByRole('complementary', { name: 'The selected layer' })).toContainText('cpu30')
  expect(await drawn.count()).toBeLessThan(24)
  await look(page, 'image-many')
  await page.getByRole('tab', { name: 'Who gets what' }).click()
  await expect(page.getByRole('tabpanel')).toContainText('cpu')
})
