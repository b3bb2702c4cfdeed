import { existsSync } from 'node:fs'
import { findInstalled, findTool } from './tools.mjs'

/**
 * A Chromium that really starts here: $CHROMIUM, Playwright's own, the system's, the binary of
 * @sparticuz/chromium, else Debian's package.
 * @param {(line: string) => void} [log]
 * @returns {Promise<{ command: string, env: NodeJS.ProcessEnv }>}
 */
export async function findBrowser(log = () => {}) {
  const given = process.env.CHROMIUM
  if (given) {
    if (await starts(given)) return { command: given, env: {} }
    throw new Error(`CHROMIUM names ${given}, which does not start.`)
  }
  for (const candidate of [playwrights, systems, packaged, debians]) {
    const browser = await candidate(log)
    if (browser !== null && (await starts(browser.command, browser.env))) return browser
  }
  throw new Error('There is no Chromium here that starts, and none could be fetched: set CHROMIUM to one.')
}

async function playwrights() {
  const { chromium } = await import('playwright')
  const command = chromium.executablePath()
  return existsSync(command) ? { command, env: {} } : null
}

async function systems() {
  const command = await findInstalled('chromium')
  return command === null ? null : { command, env: {} }
}

/** It brings its shared libraries along when it believes to be on AWS Lambda, and tells where by LD_LIBRARY_PATH. */
async function packaged(log) {
  log('Unpacking the browser of @sparticuz/chromium ...')
  const before = process.env.LD_LIBRARY_PATH
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x'
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    const command = await chromium.executablePath()
    return { command, env: { LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH } }
  } catch (error) {
    log(`That did not work: ${error.message}`)
    return null
  } finally {
    if (before === undefined) delete process.env.LD_LIBRARY_PATH
    else process.env.LD_LIBRARY_PATH = before
  }
}

async function debians(log) {
  try {
    return { command: (await findTool('chromium', { log })).command, env: {} }
  } catch (error) {
    log(error.message)
    return null
  }
}

/** Started as the journeys will start it: a browser that only hangs is none. */
async function starts(executablePath, env = {}) {
  const { chromium } = await import('playwright')
  try {
    const browser = await chromium.launch({
      executablePath,
      env: { ...process.env, ...env },
      timeout: 60_000,
    })
    const page = await browser.newPage()
    await page.goto('data:text/html,ok')
    await browser.close()
    return true
  } catch {
    return false
  }
}
