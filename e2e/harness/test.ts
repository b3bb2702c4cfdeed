import { mkdir } from 'node:fs/promises'
import { test as base, expect, type Page } from '@playwright/test'
import { ApiContract } from './api-contract'
import { environment } from './environment'
import { PageWatch } from './page-watch'

export { environment, expect }

interface Fixtures {
  watch: PageWatch
  /** `fetch` against the dashboard, as a script calls it; the answer is held to the contract. */
  api: (path: string, init?: RequestInit) => Promise<Response>
  /** Saves what the page shows now under test-results/screens/. */
  shot: (page: Page, name: string) => Promise<void>
}

/** Journeys against the production build and a real registry. A complaint of the browser fails the journey. */
export const test = base.extend<Fixtures, { contract: ApiContract }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
  baseURL: ({}, use) => use(environment.serverUrl),
  contract: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
    async ({}, use) => use(await ApiContract.of(environment.serverUrl)),
    { scope: 'worker' },
  ],
  watch: [
    async ({ context, contract }, use) => {
      const watch = new PageWatch(new URL(environment.serverUrl).origin, contract)
      watch.follow(context)
      await use(watch)
      expect(await watch.findings(), 'the browser stayed at home and had no complaint').toEqual([])
    },
    { auto: true },
  ],
  api: ({ contract }, use) =>
    use(async (path, init) => {
      const url = new URL(path, environment.serverUrl).href
      const response = await fetch(url, init)
      const copy = response.clone()
      const problems = await contract.problemsOf({
        method: init?.method ?? 'GET',
        url,
        status: response.status,
        contentType: response.headers.get('content-type') ?? '',
        body: async () => Buffer.from(await copy.arrayBuffer()),
      })
      expect(problems, 'the answer keeps the contract').toEqual([])
      return response
    }),
  shot: async ({ baseURL: _ }, use, testInfo) => {
    await use(async (page, name) => {
      await mkdir('test-results/screens', { recursive: true })
      await page.screenshot({
        path: `test-results/screens/${name}-${testInfo.project.name}.png`,
        animations: 'disabled',
      })
    })
  },
})
