import { type Digest, isDigest } from './digest'
import { fail, ok, type Result } from './result'

/** A parsed image reference, `registry/repository[:tag][@digest]`, canonical: `nginx` is `docker.io/library/nginx`. */
export interface Reference {
  /** `host[:port]` as people write it. */
  registry: string
  repository: string
  tag?: string
  digest?: Digest
}

export interface ReferenceProblem {
  code: 'REFERENCE_INVALID'
  message: string
}

const DOCKER_HUB = 'docker.io'
/** All are the same registry to people; `registry-1` is only where its API lives. */
const DOCKER_HUB_ALIASES = new Set([DOCKER_HUB, 'index.docker.io', 'registry-1.docker.io'])

const HOST_PATTERN =
  /^(?:\[[0-9a-fA-F:.]{2,45}\]|[a-zA-Z0-9](?:[a-zA-Z0-9.-]{0,252}[a-zA-Z0-9])?)(?::[0-9]{1,5})?$/
const REPOSITORY_COMPONENT_PATTERN = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/
const TAG_PATTERN = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/
const REPOSITORY_LENGTH_MAX = 255

/**
 * Parses what people type (distribution-spec, `<name>` and `<reference>`). A reference without tag or digest
 * parses: whoever needs one says so, nobody assumes `latest`.
 */
export function parseReference(text: string): Result<Reference, ReferenceProblem> {
  const [named, digest, ...more] = text.trim().split('@')
  if (!named) return invalid(text, 'write registry/repository:tag')
  if (more.length > 0) return invalid(text, 'it has more than one @')
  if (digest !== undefined && !isDigest(digest)) return invalid(text, `"${shown(digest)}" is not a digest`)

  const { registry, rest } = splitRegistry(named)
  if (!isRegistryName(registry)) return invalid(text, `"${shown(registry)}" is not a registry name`)
  const colon = rest.indexOf(':')
  const tag = colon < 0 ? undefined : rest.slice(colon + 1)
  const path = colon < 0 ? rest : rest.slice(0, colon)
  if (tag !== undefined && !isTag(tag)) return invalid(text, `"${shown(tag)}" is not a tag`)

  const repository = registry === DOCKER_HUB && path !== '' && !path.includes('/') ? `library/${path}` : path
  if (!isRepositoryName(repository)) return invalid(text, `"${shown(path)}" is not a repository name`)
  return ok({ registry, repository, ...(tag && { tag }), ...(digest && { digest }) })
}

/** Whether `name` fits the distribution-spec's grammar for repositories. Linear in its length. */
export function isRepositoryName(name: string): boolean {
  if (name.length === 0 || name.length > REPOSITORY_LENGTH_MAX) return false
  return name.split('/').every((component) => REPOSITORY_COMPONENT_PATTERN.test(component))
}

export function isTag(tag: string): boolean {
  return TAG_PATTERN.test(tag)
}

/** Whether `name` is a `host[:port]`; IPv6 addresses stand in brackets. */
export function isRegistryName(name: string): boolean {
  return HOST_PATTERN.test(name)
}

/** What a reference names inside its repository: the digest where there is one, else the tag. */
export function manifestReference(reference: Reference): string | undefined {
  return reference.digest ?? reference.tag
}

/** `registry/repository[:tag][@digest]`. */
export function formatReference({ registry, repository, tag, digest }: Reference): string {
  return `${registry}/${repository}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`
}

/** The first component is a host only if it looks like one, as Docker reads it: else it belongs to Docker Hub. */
function splitRegistry(named: string): { registry: string; rest: string } {
  const slash = named.indexOf('/')
  const first = slash < 0 ? '' : named.slice(0, slash)
  const isHost = first === 'localhost' || /[.:]/.test(first) || first !== first.toLowerCase()
  if (!isHost) return { registry: DOCKER_HUB, rest: named }
  const registry = DOCKER_HUB_ALIASES.has(first) ? DOCKER_HUB : first
  return { registry, rest: named.slice(slash + 1) }
}

function shown(part: string): string {
  return part.length > 60 ? `${part.slice(0, 57)}...` : part
}

function invalid(text: string, reason: string) {
  return fail<ReferenceProblem>({
    code: 'REFERENCE_INVALID',
    message: `"${shown(text.trim())}" is not an image reference: ${reason}.`,
  })
}
