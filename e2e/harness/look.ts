import { type Page, test } from '@playwright/test'
import { expectReadable } from './expect-readable'

const THEMES = ['light', 'dark'] as const
type Theme = (typeof THEMES)[number]

/**
 * Looks at what the page shows now, light and dark: each is saved as a picture under test-results/screens/ and is
 * readable. `name`: of the state.
 */
export async function look(page: Page, name: string): Promise<void> {
  const { project } = test.info()
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme })
    await settle(page, theme)
    const file = [name, project.name, ...(theme === 'dark' ? [theme] : [])].join('-')
    await page.screenshot({ path: `test-results/screens/${file}.png`, animations: 'disabled' })
    await expectReadable(page, `${name}, ${theme}`)
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

/** Until the page has the theme, or the one somebody chose, and nothing is fading any more: that has the colours of no state. */
async function settle(page: Page, theme: Theme): Promise<void> {
  await page.waitForFunction((system) => {
    const chosen = localStorage.getItem('theme') ?? 'system'
    return document.documentElement.dataset.theme === (chosen === 'system' ? system : chosen)
  }, theme)
  await page.evaluate(async () => {
    // Brought to its end, not waited for: one that stands still would be waited for without end.
    for (const fading of document.getAnimations())
      if (fading.effect?.getComputedTiming().endTime !== Infinity) fading.finish()
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  })
}
