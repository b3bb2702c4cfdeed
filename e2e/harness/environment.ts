/** Where the run's server and registry are; set by the global setup. */
export const environment = {
  get serverUrl(): string {
    return read('E2E_SERVER')
  },
  /** Where the registry really listens. */
  get registryUrl(): string {
    return read('E2E_REGISTRY')
  },
  /** What stands in references. */
  get registryName(): string {
    return read('E2E_REGISTRY_NAME')
  },
  /** One line a request the registry got. */
  get registryLog(): string {
    return read('E2E_REGISTRY_LOG')
  },
}

function read(name: string): string {
  const value = process.env[name]
  if (value === undefined)
    throw new Error(`${name} is not set: run the journeys with \`npx playwright test\`.`)
  return value
}
