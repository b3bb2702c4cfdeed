import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Digest } from '@/lib/oci/digest'
import type { Platform } from '@/lib/oci/platform'
import { digestOf } from '@/lib/testing/make-image'
import { findTool } from '@/scripts/tools.mjs'

/** The clients of containers/image as Debian has them. References carry no transport. */
export interface PullingClients {
  skopeo: Pull
  buildah: Pull
  /** The bytes skopeo is served for an index, or a manifest. */
  raw(reference: string): Promise<Buffer>
  /** What buildah reads an index as: the digests of its entries, in their order. */
  listed(reference: string): Promise<Digest[]>
  /** Every pull takes its own storage away; this takes what they shared. */
  remove(): Promise<void>
}

/** The digest of the manifest that was really brought; null when the client found none for that platform. */
export type Pull = (reference: string, host: Platform) => Promise<Digest | null>

/** Nothing is installed and nobody's images or settings are touched: all they need lies in a temporary folder. */
export async function startPullingClients(registryHost: string): Promise<PullingClients> {
  const folder = await mkdtemp(join(tmpdir(), 'manifold-pulling-'))
  const place = await preparePlace(folder, registryHost)
  return { ...(await skopeoIn(place)), ...(await buildahIn(place)), remove: () => removeTree(folder) }
}

interface Place {
  folder: string
  /** The files that say whom to trust, and which registry has no TLS. */
  policy: string
  registries: string
  env: NodeJS.ProcessEnv
}

const run = promisify(execFile)
const TRUST_ALL = { default: [{ type: 'insecureAcceptAnything' }] }
/** Where they keep caches, sign-ins and short names. */
const HOMES = ['HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_CACHE_HOME', 'XDG_RUNTIME_DIR']

async function preparePlace(folder: string, registryHost: string): Promise<Place> {
  const [policy, registries] = [join(folder, 'policy.json'), join(folder, 'registries.conf')]
  const settings = join(folder, 'containers.conf')
  await writeFile(policy, JSON.stringify(TRUST_ALL))
  await writeFile(registries, `[[registry]]\nlocation = "${registryHost}"\ninsecure = true\n`)
  await writeFile(settings, `[network]\nnetwork_config_dir = "${folder}/network"\n`)
  const homes = Object.fromEntries(HOMES.map((name) => [name, folder]))
  return { folder, policy, registries, env: { ...process.env, ...homes, CONTAINERS_CONF: settings } }
}

async function skopeoIn({ folder, policy, registries, env }: Place) {
  const { command } = await findTool('skopeo')
  const always = ['--policy', policy, '--registries-conf', registries]

  const skopeo: Pull = async (reference, host) => {
    const target = join(await mkdtemp(join(folder, 'skopeo-')), 'image')
    const words = [...always, ...overrides('--override-', host), 'copy']
    const found = await unlessNone(
      run(command, [...words, `docker://${reference}`, `dir:${target}`], { env }),
    )
    return found && digestOf(await readFile(join(target, 'manifest.json')))
  }

  const raw = async (reference: string) => {
    const words = [...always, 'inspect', '--raw', `docker://${reference}`]
    return (await run(command, words, { env, encoding: 'buffer' })).stdout
  }
  return { skopeo, raw }
}

async function buildahIn({ folder, policy, registries, env }: Place) {
  const { command } = await findTool('buildah')
  const inStorage = async () => {
    const storage = await mkdtemp(join(folder, 'buildah-'))
    const places = ['--root', join(storage, 'root'), '--runroot', join(storage, 'run')]
    const always = ['--registries-conf', registries, '--storage-driver', 'vfs', ...places]
    return { storage, buildah: (words: string[]) => run(command, [...always, ...words], { env }) }
  }

  /** A storage for each pull: two manifests of one config would be one image to it. */
  const buildah: Pull = async (reference, host) => {
    const { storage, buildah } = await inStorage()
    const words = ['pull', '--quiet', '--signature-policy', policy, ...overrides('--', host)]
    const pulled = await unlessNone(buildah([...words, `docker://${reference}`]))
    if (!pulled) return null
    const inspected = await buildah(['inspect', '--type', 'image', pulled.stdout.trim()])
    await removeTree(storage)
    return digestOf(Buffer.from((JSON.parse(inspected.stdout) as { Manifest: string }).Manifest))
  }

  const listed = async (reference: string) => {
    const { buildah } = await inStorage()
    const { stdout } = await buildah(['manifest', 'inspect', reference])
    return (JSON.parse(stdout) as { manifests: { digest: Digest }[] }).manifests.map(({ digest }) => digest)
  }
  return { buildah, listed }
}

function overrides(prefix: string, { os, architecture, variant }: Platform): string[] {
  const words = [`${prefix}os`, os, `${prefix}arch`, architecture]
  return variant ? [...words, `${prefix}variant`, variant] : words
}

/** Nothing for that platform is an answer; anything else that goes wrong fails the test. */
async function unlessNone<T>(pull: Promise<T>): Promise<T | null> {
  try {
    return await pull
  } catch (error) {
    const said = String((error as { stderr?: string }).stderr)
    if (/no image found in (manifest list|image index)/.test(said)) return null
    throw error
  }
}

/** Unpacked layers keep the modes of their folders, and a read-only one lets nobody but root empty it. */
async function removeTree(folder: string): Promise<void> {
  await openFolders(folder)
  await rm(folder, { recursive: true })
}

async function openFolders(folder: string): Promise<void> {
  await chmod(folder, 0o700)
  const entries = await readdir(folder, { withFileTypes: true })
  for (const entry of entries) if (entry.isDirectory()) await openFolders(join(folder, entry.name))
}
