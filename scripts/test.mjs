import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled } from './install.mjs'

/** Everything, against a real registry and a real browser. Ends with one plain line over all runners. */
const REPORTS = 'test-results/reports'
const total = { passed: 0, failed: 0 }

await ensureInstalled()
rmSync('test-results', { recursive: true, force: true })
mkdirSync(REPORTS, { recursive: true })

await check('format and lint', 'biome', ['check', '.'])
await check('route types', 'next', ['typegen'])
await check('types', 'tsc', ['--noEmit'])
await vitest('unit')
await vitest('registry')

console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 ? 0 : 1)

/** One program whose exit code is its verdict. */
async function check(title, program, args) {
  console.log(`\n== ${title}`)
  count((await run(program, args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })
}

/** A test project; a run that crashed, skipped or ran nothing has failed. */
async function vitest(project) {
  console.log(`\n== ${project} tests`)
  const file = join(REPORTS, `${project}.json`)
  const code = await run('vitest', [
    'run',
    '--project',
    project,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  count(readVitest(file, code))
}

function readVitest(file, code) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'))
    const failed = report.numTotalTests - report.numPassedTests
    const unexplained = (code !== 0 && failed === 0) || report.numTotalTests === 0 ? 1 : 0
    return { passed: report.numPassedTests, failed: failed + unexplained }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

function count({ passed, failed }) {
  total.passed += passed
  total.failed += failed
}

function run(program, args) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1' }
  return new Promise((done) => {
    spawn(join('node_modules/.bin', program), args, { stdio: 'inherit', env }).once('exit', (code) =>
      done(code ?? 1),
    )
  })
}
