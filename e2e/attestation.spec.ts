import { descriptor, json } from '../scripts/demo/build-image.mjs'
import { v2Client } from '../scripts/demo/v2-client.mjs'
import { look } from './harness/look'
import { environment, expect, test } from './harness/test'

const IMAGE = `/r/${environment.registryName}/team/checkout:2.4`

test('@looks an image says how it was built and what is in it, for each platform', async ({ page }) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto(IMAGE)
  await page.getByRole('link', { name: 'SBOM and provenance, 2 of 2 platforms' }).click()
  // What is attested is asked for once the image is there, a document or referrer not before somebody wants it.
  expect(asked.indexOf('/api/attestations')).toBeGreaterThan(asked.indexOf('/api/inspect'))
  expect(asked.filter((path) => /attestation$|packages|referrers/.test(path))).toEqual([])
  const panel = page.getByRole('tabpanel')
  await expect(panel.getByRole('button', { name: /^Provenance SLSA 1/ })).toBeVisible()
  await expect(panel.getByRole('button', { name: /^Provenance SLSA 0\.2/ })).toBeVisible()

  await panel.getByRole('button', { name: /^Provenance SLSA 1/ }).click()
  const provenance = panel.getByRole('region', { name: 'Provenance in words' })
  await expect(provenance).toContainText('4f1d9c0b7a3e52689d04c1fb2e87a6d5390b1c7e')
  await expect(
    provenance.getByRole('link', { name: 'https://git.example.com/team/checkout.git' }).first(),
  ).toBeVisible()
  await expect(provenance.getByRole('region', { name: 'Materials of the build' })).toContainText(
    'node@22-alpine',
  )
  await look(page, 'attestation-provenance')

  await page.reload()
  await expect(provenance).toContainText('Dockerfile')
  await expect(provenance).toContainText('Says it is about')
  await expect(provenance).not.toContainText('names another image')
  await provenance.getByText('Raw document').click()
  await expect(provenance.getByRole('region', { name: 'the document' })).toContainText('buildDefinition')
})

test('@looks packages are searched, linked, and never more than text', async ({ page }) => {
  await page.goto(`${IMAGE}?tab=attestations`)
  const panel = page.getByRole('tabpanel')
  await panel.getByRole('button', { name: /^SBOM/ }).first().click()
  const sbom = panel.getByRole('region', { name: 'SBOM in words' })
  await expect(sbom).toContainText('syft-v1.19.0')
  await expect(sbom.getByRole('status')).toHaveText('90 packages')
  // The first by name: whoever packs an image names what is in it.
  await expect(sbom.getByRole('cell', { name: '<img src=x onerror="alert(1)">' })).toBeVisible()
  await look(page, 'attestation-packages')

  await page.keyboard.press('/')
  await page.keyboard.type('apk ssl')
  await expect(sbom.getByRole('status')).toHaveText('2 of 90')
  await expect(sbom.getByRole('cell', { name: 'libssl3' })).toBeVisible()
  await expect(page).toHaveURL(/packages=apk/)
  await page.reload()
  await expect(sbom.getByRole('status')).toHaveText('2 of 90')
  await sbom.getByRole('searchbox').fill('no such thing')
  await expect(sbom).toContainText('No package has that')
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(sideways).toBeLessThanOrEqual(0)
})

test('@looks referrers and signatures are told in words, and lead to what they say', async ({ page }) => {
  await page.goto(`${IMAGE}?tab=referrers`)
  const referrers = page.getByRole('region', { name: 'Referrers' })
  await expect(referrers.getByRole('link')).toHaveText([
    'SBOM',
    'Cosign signature',
    'Cosign attestation: vulnerability report',
  ])
  await expect(page.getByText('This registry has no referrers API')).toBeVisible()
  await look(page, 'referrers')

  await referrers.getByRole('link', { name: 'Cosign signature' }).click()
  await expect(page.getByRole('region', { name: 'Signature in words' })).toContainText('Vouches for')
  await expect(page.getByText(/Manifold checks no signatures/)).toBeVisible()
  await page.goBack()
  await referrers.getByRole('link', { name: 'SBOM', exact: true }).click()
  await expect(page.getByRole('region', { name: 'SBOM in words' })).toContainText('trivy 0.67.2')
  await expect(page.getByText('About')).toBeVisible()

  await page.goto(`${IMAGE}?tab=referrers&platform=linux/arm64`)
  await expect(page.getByText('Nothing refers to it.')).toBeVisible()
})

test('an attestation opened by itself shows its documents first', async ({ page, api }) => {
  const listed = await api(`/api/attestations?ref=${environment.registryName}/team/checkout:2.4`)
  const { items } = (await listed.json()) as { items: { digest: string }[] }
  await page.goto(`/r/${environment.registryName}/team/checkout@${items[1]?.digest}`)
  await expect(page.getByRole('region', { name: 'SBOM in words' })).toContainText('90: ')
  await page.getByRole('button', { name: /^SBOM/ }).click()
  await expect(page.getByRole('region', { name: 'SBOM in words' })).toHaveCount(0)
  await page.getByRole('tab', { name: 'Layers' }).click()
  await expect(page).toHaveURL(/tab=layers/)
})

test('of 20,000 packages those in view are drawn, and any is found', async ({ page }) => {
  const packages = Array.from({ length: 20_000 }, (_, place) => ({
    name: `package-${place}`,
    versionInfo: '1.0',
    externalRefs: [{ referenceType: 'purl', referenceLocator: `pkg:npm/package-${place}@1.0` }],
  }))
  const sbom = json({ spdxVersion: 'SPDX-2.3', name: 'large', packages })
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  const empty = Buffer.from('{}')
  const body = json({
    schemaVersion: 2,
    mediaType,
    artifactType: 'application/spdx+json',
    config: descriptor('application/vnd.oci.empty.v1+json', empty),
    layers: [descriptor('application/spdx+json', sbom)],
  })
  const client = v2Client(environment.registryUrl)
  for (const blob of [empty, sbom]) await client.pushBlob('e2e/large-sbom', blob)
  await client.putManifest('e2e/large-sbom', 'v1', { mediaType, body })
  client.close()

  await page.goto(`/r/${environment.registryName}/e2e/large-sbom:v1`)
  await expect(page.getByRole('status').getByText('20,000 packages')).toBeVisible()
  const rows = page.getByRole('table', { name: 'Packages' }).getByRole('row')
  await expect(rows.nth(5)).toBeVisible()
  expect(await rows.count()).toBeLessThan(100)
  await page.getByRole('searchbox').fill('package-19999')
  await expect(page.getByRole('status').getByText('1 of 20,000')).toBeVisible()
  await expect(page.getByRole('cell', { name: 'package-19999' })).toBeVisible()
})
