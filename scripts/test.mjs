import { rm } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { findBrowser } from './find-browser.mjs'
import { ensureInstalled } from './install.mjs'
import { ROOT } from './root.mjs'
import { runPlaywright, runVitest, summarize } from './runners.mjs'
import { findTool } from './tools.mjs'
import { verify } from './verify.mjs'

const TOOLS = /** @type {const} */ (['docker-registry', 'skopeo', 'buildah', 'docker-compose'])

/** `npm test`: everything, against a real registry and a real browser, with all its set-up. */
async function main() {
  process.chdir(ROOT)
  await ensureInstalled()
  await rm(join(ROOT, 'test-results'), { recursive: true, force: true })
  const results = await verify()
  results.push(...(await partOf('the programs tests need', bringTools)))
  results.push(...(await partOf('the production build', ensureBuilt)))
  results.push(await runVitest('registry'))
  results.push(await runVitest('alone'))
  let browser = null
  results.push(
    ...(await partOf('a browser', async () => {
      browser = await findBrowser((line) => console.log(line))
      console.log(`Browser: ${browser.command}`)
    })),
  )
  if (browser !== null) results.push(await runPlaywright({ ...browser.env, CHROMIUM: browser.command }))
  process.exitCode = summarize(results)
}

/** Tests call the programs by name: the fetched ones go on PATH. */
async function bringTools() {
  for (const name of TOOLS) {
    const { command, source } = await findTool(name, { log: (line) => console.log(line) })
    if (source === 'debian') process.env.PATH = `${process.env.PATH}${delimiter}${dirname(command)}`
  }
}

/** Set-up that fails is one failure with its reason; what can still run does. */
async function partOf(title, work) {
  try {
    await work()
    return []
  } catch (error) {
    console.error(`\n${error.message}`)
    return [{ title, passed: 0, failed: 1, seconds: 0, notes: [error.message.split('\n')[0]] }]
  }
}

main().catch((error) => {
  console.error(`\n${error instanceof Error ? error.message : error}\n\n0 passed, 1 failed`)
  process.exit(1)
})
