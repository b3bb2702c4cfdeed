import { pushIndexOf } from './harness/behind-the-back'
import { look } from './harness/look'
import { environment, expect, test } from './harness/test'

const REPOSITORY = 'journeys/compared'

/** Two releases: a variable and a label set anew, one layer exchanged, a platform more. */
async function pushReleases() {
  const release =
    (version: string, env: string[], labels: Record<string, string>) => (architecture: string) => ({
      config: { Cmd: ['/app', '--serve'], Env: ['PATH=/usr/bin:/bin', ...env], Labels: labels },
      steps: [
        {
          command: 'ADD base.tar / # buildkit',
          key: `compared base ${architecture}`,
          path: 'bin/sh',
          kB: 60,
        },
        { command: 'ENV RELEASE' },
        {
          command: 'COPY app /app # buildkit',
          key: `compared ${version} ${architecture}`,
          path: 'srv/app',
          kB: version === 'v1' ? 20 : 30,
        },
      ],
    })
  await pushIndexOf(
    REPOSITORY,
    'v1',
    ['amd64', 'arm64'],
    release('v1', ['RELEASE=1', 'DEBUG=on'], { team: 'app' }),
  )
  await pushIndexOf(
    REPOSITORY,
    'v2',
    ['amd64', 'arm64', 's390x'],
    release('v2', ['RELEASE=2'], { team: 'app', 'org.example.note': '<b>not bold</b>' }),
  )
}

const refOf = (tag: string) => `${environment.registryName}/${REPOSITORY}:${tag}`
const address = (query: Record<string, string>) => `/compare?${new URLSearchParams(query)}`

test.beforeAll(pushReleases)

test('@looks from an image to what a release changed: swapped, another platform, and the link sent on', async ({
  page,
  context,
}) => {
  await page.goto(`/r/${refOf('v2')}`)
  await page.getByRole('button', { name: 'Compare with' }).click()
  await page.getByRole('combobox', { name: 'Compare with another image' }).click()
  await page.getByRole('option', { name: new RegExp(`${refOf('v1')}`) }).click()
  await expect(page).toHaveURL(/\/compare\?/)
  await expect(page.getByRole('combobox', { name: 'Side A' })).toHaveValue(refOf('v1'))
  await expect(page.getByRole('combobox', { name: 'Side B' })).toHaveValue(refOf('v2'))

  const environmentRows = page.getByRole('region', { name: 'Environment' }).getByRole('listitem')
  await expect(environmentRows).toHaveCount(2)
  await expect(environmentRows.filter({ hasText: 'DEBUG' })).toContainText('only in A')
  await expect(environmentRows.filter({ hasText: 'RELEASE' })).toContainText('differs')
  await expect(page.getByRole('region', { name: 'Labels' })).toContainText('<b>not bold</b>')
  await expect(page.getByRole('region', { name: 'Layers' })).toContainText(
    'The lowest layer is a base in common',
  )
  await look(page, 'compare')

  await page.getByRole('button', { name: 'Swap' }).click()
  await expect(page.getByRole('combobox', { name: 'Side A' })).toHaveValue(refOf('v2'))
  await expect(environmentRows.filter({ hasText: 'DEBUG' })).toContainText('only in B')

  await page.getByRole('button', { name: /^Platform of side B/ }).click()
  await page.getByRole('option', { name: 'arm64' }).click()
  await expect(page).toHaveURL(/platformB=linux(\/|%2F)arm64/)
  await expect(page.getByRole('region', { name: 'Layers' })).toContainText('No base in common.')

  await page.getByRole('button', { name: 'Copy link' }).click()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  const elsewhere = await context.newPage()
  await elsewhere.goto(link)
  await expect(elsewhere.getByRole('button', { name: 'Platform of side B: linux/arm64' })).toBeVisible()
  await expect(elsewhere.getByRole('region', { name: 'Layers' })).toContainText('No base in common.')
  await elsewhere.close()
})

test('@looks files are compared once somebody asks: what differs, and where the bytes went', async ({
  page,
}) => {
  await page.goto(address({ a: refOf('v1'), b: refOf('v2') }))
  const files = page.getByRole('region', { name: 'Files', exact: true })
  await expect(files).toContainText(/Reads up to \d/)
  await files.getByRole('button', { name: 'Compare files' }).click()
  const differing = files.getByRole('region', { name: 'Files that differ' }).getByRole('listitem')
  await expect(differing).toHaveCount(2)
  await expect(differing.first()).toContainText('differs: /srv/appcontent')
  await expect(files.getByRole('status')).toContainText('5 the same')
  await files.scrollIntoViewIfNeeded()
  await look(page, 'compare-files')
  const compared = page.url()
  await differing.first().getByRole('link', { name: '/srv/app', exact: true }).click()
  await expect(page).toHaveURL(/@sha256(:|%3A)[0-9a-f]{64}\?tab=files&path=srv/)
  await expect(page.getByRole('heading', { name: 'app', exact: true })).toBeVisible()
  const opened = page.getByRole('tabpanel').getByRole('definition')
  await expect(opened.filter({ hasText: 'kB' })).toHaveText('30.7 kB')
  await page.goto(compared)
  await differing.first().getByRole('link', { name: '/srv/app in A' }).click()
  await expect(opened.filter({ hasText: 'kB' })).toHaveText('20.5 kB')
  await page.goto(compared)

  await files.getByRole('searchbox', { name: 'Filter by path' }).fill('origin')
  await expect(differing).toHaveCount(1)
  await files.getByRole('radio', { name: 'only in B' }).click()
  await expect(files.getByText('No difference matches.')).toBeVisible()
  await files.getByRole('button', { name: 'Show all differences' }).click()
  await expect(differing).toHaveCount(2)

  await files.getByRole('radio', { name: 'Size by folder' }).click()
  const folders = files.getByRole('list', { name: 'Folders' }).getByRole('listitem')
  await expect(folders.first()).toContainText('+10.2 kB')
  await files.scrollIntoViewIfNeeded()
  await look(page, 'compare-folders')
  await folders.first().getByRole('button', { name: 'srv/' }).click()
  await expect(page).toHaveURL(/path=srv/)
  await expect(folders.first()).toContainText('files in this folder')
  await page.goBack()
  await expect(folders.first()).toContainText('srv/')
})

test('@looks two platforms of one tag, from its page', async ({ page }) => {
  await page.goto(`/r/${refOf('v2')}`)
  await page.getByRole('button', { name: 'Compare with' }).click()
  await page.getByRole('list', { name: 'Other platforms' }).getByRole('link', { name: 's390x' }).click()
  await expect(page.getByText('A and B are the same: one digest.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Config' }).getByRole('listitem')).toContainText([
    'linux/s390x',
  ])
  await page.getByRole('region', { name: 'Environment' }).getByRole('button', { name: /same/ }).click()
  await expect(page.getByRole('region', { name: 'Environment' })).toContainText('PATH')
  await look(page, 'compare-platforms')
})

test('@looks two tags are picked in their repository, and another second one after coming back', async ({
  page,
}) => {
  await page.goto(`/r/${environment.registryName}/${REPOSITORY}`)
  await expect(page.getByRole('link', { name: 'v2', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Compare two' }).click()
  const bar = page.getByRole('region', { name: 'Compare two tags' })
  await expect(bar).toContainText('Pick the tag to begin with.')
  await page.getByRole('link', { name: 'Pick v1' }).click()
  await expect(bar).toContainText('Pick the tag to compare it with.')
  await expect(page).toHaveURL(/compare=v1$/)
  await look(page, 'compare-picking')

  await page.getByRole('link', { name: 'Compare v1 with v2' }).click()
  await expect(page.getByRole('combobox', { name: 'Side A' })).toHaveValue(refOf('v1'))
  await expect(page.getByRole('combobox', { name: 'Side B' })).toHaveValue(refOf('v2'))
  await expect(page.getByRole('region', { name: 'Environment' })).toContainText('DEBUG')

  await page.goBack()
  await expect(page.getByRole('link', { name: 'Compare v1 with v2' })).toBeVisible()
  await page.getByRole('link', { name: 'Put v1 back' }).click()
  await expect(page.getByRole('link', { name: 'Pick v2' })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(bar).toBeHidden()
  await expect(page.getByRole('link', { name: 'v1', exact: true })).toBeFocused()
  await page.getByRole('link', { name: 'v2', exact: true }).click()
  await expect(page).toHaveURL(`/r/${refOf('v2')}`)
})

test('two tags are picked from the keyboard, past a filter', async ({ page }) => {
  await page.goto(`/r/${environment.registryName}/${REPOSITORY}?sort=name`)
  await expect(page.getByRole('link', { name: 'v1', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Compare two' }).focus()
  await page.keyboard.press('Enter')
  const first = page.getByRole('link', { name: 'Pick v1' })
  await expect(first).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('link', { name: 'v1', exact: true })).toBeFocused()
  await page.getByRole('button', { name: 'Compare two' }).press('Enter')
  await expect(first).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Put v1 back' })).toBeFocused()
  await page.keyboard.press('/')
  await page.keyboard.type('v2')
  await expect(page.getByRole('link', { name: 'Put v1 back' })).toBeHidden()
  await expect(page).toHaveURL(/compare=v1/)
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('link', { name: 'Compare v1 with v2' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Side A' })).toHaveValue(refOf('v1'))
  await expect(page.getByRole('combobox', { name: 'Side B' })).toHaveValue(refOf('v2'))
})

test('@looks nothing chosen yet explains itself; a side that fails is told beside it', async ({
  page,
  watch,
}) => {
  watch.allow(/status of 404/)
  await page.goto('/compare')
  await expect(page.getByText('Choose two images above.')).toBeVisible()
  await look(page, 'compare-empty')

  await page.goto(address({ a: refOf('v1'), b: refOf('never') }))
  const failure = page.getByRole('region', { name: 'Side B' }).getByRole('alert')
  await expect(failure).toContainText('MANIFEST_UNKNOWN')
  await expect(page.getByRole('region', { name: 'Side A' }).getByRole('alert')).toHaveCount(0)

  await page.goto(address({ a: refOf('v1'), b: refOf('v2'), platformA: 'linux/s390x' }))
  await expect(page.getByText('Side A has no entry for linux/s390x.')).toBeVisible()
})
