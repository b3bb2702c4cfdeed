import { defineConfig } from '@playwright/test'

const wide = { width: 1440, height: 900 }
const narrow = { width: 390, height: 844 }

/** Every journey runs wide and light; those tagged @looks also dark and narrow. */
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
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env.CHROMIUM },
    locale: 'en-GB',
    timezoneId: 'UTC',
    permissions: ['clipboard-read', 'clipboard-write'],
  },
  projects: [
    { name: 'wide', use: { viewport: wide, colorScheme: 'light' } },
    { name: 'wide-dark', use: { viewport: wide, colorScheme: 'dark' }, grep: /@looks/ },
    { name: 'narrow', use: { viewport: narrow, colorScheme: 'light' }, grep: /@looks/ },
    { name: 'narrow-dark', use: { viewport: narrow, colorScheme: 'dark' }, grep: /@looks/ },
  ],
})
