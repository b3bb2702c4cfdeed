import { defineConfig } from '@playwright/test'

const wide = { width: 1440, height: 900 }
const narrow = { width: 390, height: 844 }

/** Every journey runs wide; those tagged @looks also narrow. `look` shows each state light and dark. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  globalSetup: './e2e/harness/global-setup.ts',
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    // Without its film: the screen is drawn by the processors the journeys need themselves.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env.CHROMIUM },
    colorScheme: 'light',
    locale: 'en-GB',
    timezoneId: 'UTC',
    permissions: ['clipboard-read', 'clipboard-write'],
  },
  projects: [
    { name: 'wide', use: { viewport: wide } },
    { name: 'narrow', use: { viewport: narrow }, grep: /@looks/ },
  ],
})
