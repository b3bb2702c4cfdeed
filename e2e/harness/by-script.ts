import { expect } from '@playwright/test'
import { environment } from './environment'

export type Api = (path: string, init?: RequestInit) => Promise<Response>

/** A reference of the run's registry. */
export const ref = (image: string) => `${environment.registryName}/${image}`

export const yamlOf = (target: string, sources: readonly string[]): string =>
  [`image: ${ref(target)}`, 'manifests:', ...sources.map((source) => `  - image: ${ref(source)}`), ''].join(
    '\n',
  )

/** As a pipeline pushes: one composition, without a browser. Answers its digest. */
export async function compose(api: Api, target: string, sources: readonly string[]): Promise<string> {
  const response = await api('/api/compositions?accept=PLATFORM_LOST', {
    method: 'POST',
    headers: { 'content-type': 'application/yaml' },
    body: yamlOf(target, sources),
  })
  expect(response.status).toBe(201)
  return (await response.json()).digest
}

/** Has repositories scanned, and waits for the end of it. */
export async function scan(
  api: Api,
  repositories: readonly string[],
  mode: 'quick' | 'verify' = 'quick',
): Promise<void> {
  const started = await api('/api/scans', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ registry: environment.registryName, mode, repositories }),
  })
  expect(started.status).toBe(201)
  const { id } = (await started.json()) as { id: string }
  await expect
    .poll(async () => ((await (await api(`/api/scans/${id}`)).json()) as { state: string }).state)
    .toBe('done')
}
