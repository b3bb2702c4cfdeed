import { rmSync } from 'node:fs'
import type { RegistryClient } from '@/lib/registry/client-types'
import type { Content } from './make-image'
import { push } from './registry-client'
import { createLayout, dropLink, repositoryFiles, tearLink } from './registry-layout'
import { bytesOf, configOf, ownLayerOf, partsOf, piecesOf } from './seed-content'
import type { SeedAttestation, SeedImage, SeedRepository, SeedState, SeedTag } from './seed-types'

/** Writes repositories as a registry would have stored them, whole as yet. `dataDir` as in `startRealRegistry`. */
export async function placeRepositories(dataDir: string, state: SeedState): Promise<void> {
  const place = createLayout(dataDir)
  for (const { name, tags } of state) for (const tag of tags) await placeTag(place, name, tag)
}

/** The same through the registry's own API. */
export async function pushRepository(client: RegistryClient, { name, tags }: SeedRepository): Promise<void> {
  const pushed = new Set<string>()
  for (const { name: tag, content } of tags) {
    const { manifests, top } = partsOf(content)
    for (const manifest of manifests.slice(0, -1)) {
      if (!pushed.has(manifest.digest)) await push(client, name, manifest)
      pushed.add(manifest.digest)
    }
    await push(client, name, top, tag)
  }
}

/** Takes away what the plan says is gone, and tears what it says is torn. */
export function damageRepositories(dataDir: string, state: SeedState): void {
  for (const { name, tags } of state) {
    const done = new Set<string>()
    for (const { name: tag, link, content } of tags) {
      const { tagLink } = repositoryFiles(dataDir, name)
      if (link === 'gone') dropLink(tagLink(tag))
      if (link === 'torn') tearLink(tagLink(tag))
      for (const piece of piecesOf(content)) {
        if (piece.damage && !done.has(piece.id)) damagePiece(dataDir, name, piece)
        done.add(piece.id)
      }
    }
  }
}

/** Turns what is stored from one moment of a plan into the next, behind the back of a registry that may run. */
export async function applyChanges(dataDir: string, before: SeedState, after: SeedState): Promise<void> {
  const known = new Map(before.map((repository) => [repository.name, repository]))
  const place = createLayout(dataDir)
  for (const repository of after) {
    const { name, tags } = repository
    const old = new Map(known.get(name)?.tags.map((tag) => [tag.name, tag]))
    const { tagFolder } = repositoryFiles(dataDir, name)
    for (const tag of tags) {
      const was = old.get(tag.name)
      if (was?.content.id !== tag.content.id) await placeTag(place, name, tag)
      old.delete(tag.name)
    }
    for (const tag of old.keys()) rmSync(tagFolder(tag), { recursive: true })
    damageMore(dataDir, repository, known.get(name))
    known.delete(name)
  }
  for (const name of known.keys()) rmSync(repositoryFiles(dataDir, name).folder, { recursive: true })
}

async function placeTag(
  place: ReturnType<typeof createLayout>,
  repository: string,
  { name, content }: SeedTag,
): Promise<void> {
  const { manifests, top } = partsOf(content)
  for (const manifest of manifests) await place(repository, manifest, manifest === top ? [name] : [])
}

function damageMore(dataDir: string, now: SeedRepository, before: SeedRepository | undefined): void {
  const already = new Set(before?.tags.flatMap(({ content }) => piecesOf(content)).map(damageKey))
  for (const piece of now.tags.flatMap(({ content }) => piecesOf(content))) {
    if (piece.damage && !already.has(damageKey(piece))) damagePiece(dataDir, now.name, piece)
    already.add(damageKey(piece))
  }
}

const damageKey = ({ id, damage }: SeedImage | SeedAttestation) => `${damage} ${id}`

function damagePiece(dataDir: string, repository: string, piece: SeedImage | SeedAttestation): void {
  const { manifestLink, blobLink } = repositoryFiles(dataDir, repository)
  const blob = (content: Content | undefined) => content && blobLink(content.digest)
  const manifest = manifestLink(bytesOf(piece).digest)
  const config = 'of' in piece ? undefined : blob(configOf(piece))
  const layer = 'of' in piece ? undefined : blob(ownLayerOf(piece))
  if (piece.damage === 'manifest-gone') dropLink(manifest)
  if (piece.damage === 'manifest-torn') tearLink(manifest)
  if (piece.damage === 'config-gone' && config) dropLink(config)
  if (piece.damage === 'config-torn' && config) tearLink(config)
  if (piece.damage === 'layer-gone' && layer) dropLink(layer)
}
