import { referencePath } from '../lib/routes'
import { pushIndex } from './harness/behind-the-back'
import { environment, expect, test } from './harness/test'

test('a page listens for changes, and a tab nobody looks at does not', async ({ page }) => {
  const answered = page.waitForResponse((response) => response.url().endsWith('/api/events'))
  await page.goto('/')
  const response = await answered
  expect(response.status()).toBe(200)
  expect(response.headers()['content-type']).toMatch(/^text\/event-stream/)
  const left = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/api/events'))
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await left
  const again = page.waitForResponse((other) => other.url().endsWith('/api/events'))
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await again
})

test('a tag somebody pushes elsewhere appears without a reload', async ({ page }) => {
  const registry = environment.registryName
  await pushIndex('live/app', '1.0', 's390x')
  const listening = page.waitForResponse((response) => response.url().endsWith('/api/events'))
  await page.goto(referencePath({ registry, repository: 'live/app' }))
  await listening
  await expect(page.getByRole('row', { name: /^1\.0/ })).toContainText('s390x')
  await pushIndex('live/app', '2.0', 's390x')
  await expect(page.getByRole('row', { name: /^2\.0/ })).toContainText('s390x')
})

test('a platform that is lost elsewhere is told by badge and gauge a moment later', async ({ api }) => {
  const text = async (path: string) => (await api(path)).text()
  const badge = `/api/badge?ref=${environment.registryName}/live/lost:1.0`
  await pushIndex('live/lost', '1.0', 'amd64', 's390x')
  await expect.poll(() => text(badge), { timeout: 20_000 }).toContain('platforms: amd64 s390x')
  await pushIndex('live/lost', '1.0', 'amd64')
  await expect.poll(() => text(badge), { timeout: 20_000 }).toContain('coverage: s390x missing')
  const lost = new RegExp(
    `^manifold_findings{registry="${environment.registryName}",code="PLATFORM_LOST"} [1-9]`,
    'm',
  )
  expect(await text('/api/metrics')).toMatch(lost)
  expect(await text(`${badge}&require=linux/amd64,linux/riscv64`)).toContain('coverage: 2 missing')

  const report = `/api/coverage?registry=${environment.registryName}&repository=live/lost`
  const csv = await api(`${report}&format=csv`)
  expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="coverage-[\w.-]+\.csv"$/)
  expect(await csv.text()).toContain(',no,1,0,present,PLATFORM_LOST linux/s390x\r\n')
  expect(await text(`${report}&format=md`)).toContain('- **error** A platform was lost, ')
  const sarif: { runs: { results: { ruleId: string }[] }[] } = JSON.parse(
    await text(`${report}&format=sarif`),
  )
  expect(sarif.runs[0]?.results.map(({ ruleId }) => ruleId)).toEqual(['PLATFORM_LOST'])
  expect((await api(`${report}&format=csv&strict=true`)).status).toBe(412)
})

test('a badge is an image wherever it stands, and Prometheus reads the gauges', async ({ api }) => {
  const badge = await api('/api/badge?ref=localhost:5000/nobody/scanned:this')
  expect(badge.headers.get('content-type')).toMatch(/^image\/svg\+xml/)
  expect(await badge.text()).toContain('platforms: unknown')
  const odd = await api('/api/badge?ref=%3Cscript%3E&require=%00')
  expect([odd.status, await odd.text()]).toEqual([200, expect.stringContaining('not a tag reference')])
  const metrics = await api('/api/metrics')
  expect(metrics.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  expect(await metrics.text()).toMatch(/^manifold_store_up 1$/m)
})
