import 'server-only'

/** Everything that is wrong with the configuration, one line each, fit to print at the start and stop. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`Manifold cannot start with this configuration:\n${problems.map((line) => `  ${line}`).join('\n')}`)
    this.problems = problems
  }
}
