import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findTool } from '../../scripts/tools.mjs'
import { environment } from './environment'

const run = promisify(execFile)

/**
 * Pulls a tag of the run's registry with a real client, as a machine of that architecture would.
 * @returns the digests of the layers it brought
 */
export async function pulledLayers(image: string, architecture: string): Promise<string[]> {
  const { command } = await findTool('skopeo')
  const folder = await mkdtemp(join(tmpdir(), 'manifold-pull-'))
  try {
    const source = `docker://${new URL(environment.registryUrl).host}/${image}`
    const platform = ['--override-os', 'linux', '--override-arch', architecture]
    await run(command, [...platform, 'copy', '--src-tls-verify=false', source, `dir:${folder}`])
    const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as {
      layers: { digest: string }[]
    }
    return manifest.layers.map(({ digest }) => digest)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The layers of an image as the registry itself lists them. */
export async function storedLayers(repository: string, tag: string): Promise<string[]> {
  const headers = { accept: 'application/vnd.docker.distribution.manifest.v2+json' }
  const response = await fetch(`${environment.registryUrl}/v2/${repository}/manifests/${tag}`, { headers })
  const manifest = (await response.json()) as { layers: { digest: string }[] }
  return manifest.layers.map(({ digest }) => digest)
}
