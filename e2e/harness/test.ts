import { test as base, expect, type Page } from '@playwright/test'
import { ApiContract } from './api-contract'
import { environment } from './environment'
import { PageWatch } from './page-watch'

export { environment, expect }

interface Fixtures {
  watch: PageWatch
  /** `fetch` against the dashboard, as a script calls it; the answer is held to the contract. */
  api: (path: string, init?: RequestInit) => Promise<Response>
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
  page: async ({ page }, use) => {
    const goto = page.goto.bind(page)
    page.goto = async (...given) => {
      const response = await goto(...given)
      await untilReactHasIt(page)
      return response
    }
    await use(page)
  },
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
})

/** Before that a page hears no click and no key: nobody is that fast, but a journey on a busy machine is. */
async function untilReactHasIt(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    Object.keys(document.querySelector('main') ?? {}).some((key) => key.startsWith('__reactProps$')),
  )
}
