import type { BrowserContext, Page, Response } from '@playwright/test'
import type { ApiContract } from './api-contract'

/**
 * Watches a browser: what leaves the dashboard's origin, what the console complains about, which answers break
 * the contract. A journey that provokes a complaint says so with `allow`.
 */
export class PageWatch {
  private readonly problems: string[] = []
  private readonly checks: Promise<void>[] = []
  private readonly allowed: RegExp[] = []

  constructor(
    private readonly origin: string,
    private readonly contract: ApiContract,
  ) {}

  /** Console errors this journey means to cause, such as `/status of 404/`. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern)
  }

  follow(context: BrowserContext): void {
    context.on('request', (request) => {
      const url = new URL(request.url())
      const local = ['data:', 'blob:', 'about:'].includes(url.protocol)
      if (!local && url.origin !== this.origin)
        this.problems.push(`A request left the dashboard: ${url.href}`)
    })
    context.on('response', (response) => this.checks.push(this.check(response)))
    context.on('page', (page) => this.followPage(page))
    for (const page of context.pages()) this.followPage(page)
  }

  /** Everything seen so far, once the answers under way are checked. */
  async findings(): Promise<string[]> {
    await Promise.all(this.checks)
    return this.problems.filter((problem) => !this.allowed.some((pattern) => pattern.test(problem)))
  }

  private followPage(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error')
        this.problems.push(`Console: ${message.text()} (${message.location().url})`)
    })
    page.on('pageerror', (error) => this.problems.push(`Uncaught: ${error.stack ?? error.message}`))
  }

  private async check(response: Response): Promise<void> {
    const url = response.url()
    if (!new URL(url).pathname.startsWith('/api/')) return
    try {
      const answer = {
        method: response.request().method(),
        url,
        status: response.status(),
        contentType: (await response.allHeaders())['content-type'] ?? '',
        body: () => response.body(),
      }
      this.problems.push(...(await this.contract.problemsOf(answer)))
    } catch (error) {
      // The page left before the answer was whole: nobody saw it.
      if (
        !/No data found|Target .*closed|No resource|Protocol error|disposed|Response body is unavailable/i.test(
          String(error),
        )
      )
        this.problems.push(`${url}: ${String(error)}`)
    }
  }
}
