import { expect, test } from 'vitest'
import { playwrightTests, tally, vitestTests } from './runners.mjs'

const passed = { name: 'one', outcome: 'passed' as const }

test('a skipped test counts as failed unless the README names it', () => {
  const tests = () => [passed, { name: 'two', outcome: 'skipped' as const }]
  expect(tally(0, tests, 'nothing about it')).toMatchObject({ passed: 1, failed: 1 })
  expect(tally(0, tests, 'needs a phone: `two`')).toMatchObject({ passed: 1, failed: 0 })
})

test('a runner that crashed, ran nothing or left no report has failed', () => {
  expect(tally(1, () => [passed], '')).toMatchObject({ passed: 1, failed: 1 })
  expect(tally(0, () => [], '')).toMatchObject({ passed: 0, failed: 1 })
  const unreadable = () => {
    throw new Error('no such file')
  }
  expect(tally(0, unreadable, '')).toMatchObject({ passed: 0, failed: 1 })
})

const ofOneFile = (file: object) => ({ testResults: [{ name: 'a.test.ts', ...file }], unhandledErrors: [] })

test('a test file that could not be loaded is a failure of its own', () => {
  const report = ofOneFile({ status: 'failed', message: 'broken', assertionResults: [] })
  expect(vitestTests(report)).toEqual([{ name: 'a.test.ts: broken', outcome: 'failed' }])
})

test('a clean-up that failed after its tests had passed is told, and so is an error outside of any test', () => {
  const assertionResults = [{ fullName: 'one', status: 'passed' }]
  const report = ofOneFile({ status: 'failed', message: 'the folder is not empty', assertionResults })
  expect(vitestTests({ ...report, unhandledErrors: ['Error: nobody waited'] })).toEqual([
    { name: 'one', outcome: 'passed' },
    { name: 'a.test.ts: the folder is not empty', outcome: 'failed' },
    { name: 'Error: nobody waited', outcome: 'failed' },
  ])
})

test('what failed is told by name', () => {
  const tests = () => [passed, { name: 'two', outcome: 'failed' as const }]
  expect(tally(1, tests, '')).toEqual({ passed: 1, failed: 1, notes: ['failed: two'] })
})

test('a flaky journey is not a passed one', () => {
  const spec = (status: string) => ({ title: status, tests: [{ status, projectName: 'wide' }] })
  const report = {
    suites: [{ specs: [spec('expected'), spec('flaky')], suites: [{ specs: [spec('skipped')] }] }],
  }
  expect(playwrightTests(report).map(({ outcome }) => outcome)).toEqual(['passed', 'failed', 'skipped'])
})
