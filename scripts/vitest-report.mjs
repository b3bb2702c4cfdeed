import { JsonReporter } from 'vitest/node'

/** Vitest's JSON report, and what was thrown outside of any test: that fails a run, and the report itself leaves it out. */
export default class VitestReport extends JsonReporter {
  unhandledErrors = []

  async onTestRunEnd(modules, errors) {
    this.unhandledErrors = errors.map(({ message, stack }) => ownPart(stack ?? message ?? 'Thrown: no error'))
    await super.onTestRunEnd(modules)
  }

  async writeReport(report) {
    await super.writeReport(JSON.stringify({ ...JSON.parse(report), unhandledErrors: this.unhandledErrors }))
  }
}

const ownPart = (stack) =>
  stack
    .split('\n')
    .filter((line) => !line.includes('node_modules') && !line.includes('<anonymous>'))
    .join('\n')
