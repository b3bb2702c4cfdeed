import { isRecord, readInstant } from '@/lib/oci/json'
import type { Material, Provenance } from './document'
import { asArray, dig, firstOf, readDigestSet, readFlag, readText } from './read-text'

const MATERIALS_MAX = 1_000
const ARGUMENTS_MAX = 500
const BUILDKIT = 'https://mobyproject.org/buildkit@v1#'

/** Reads the predicate of SLSA provenance 0.x, as `materials`, `invocation` and `metadata` tell it. */
export function readProvenance0(predicate: unknown): Provenance {
  const invocation = dig(predicate, 'invocation') ?? dig(predicate, 'recipe')
  const metadata = dig(predicate, 'metadata')
  const config = dig(invocation, 'configSource')
  const completeness = dig(metadata, 'completeness')
  const buildkit = dig(metadata, `${BUILDKIT}metadata`)
  const materials = firstOf(valueAt(predicate, 'materials'), MATERIALS_MAX, readMaterial)
  const [digest] = readDigestSet(config?.digest)
  return {
    kind: 'provenance',
    builder: readText(dig(predicate, 'builder')?.id),
    buildType: readText(valueAt(predicate, 'buildType')),
    invocationId: readText(metadata?.buildInvocationID ?? metadata?.buildInvocationId),
    source: sourceOf({
      vcs: dig(buildkit, 'vcs'),
      repository: readText(config?.uri),
      revision: digest ?? null,
      entryPoint: readText(config?.entryPoint) ?? entryPointOf(dig(invocation, 'parameters', 'args')),
      materials: materials.items,
    }),
    platform: readText(dig(invocation, 'environment')?.platform),
    startedAt: readInstant(metadata?.buildStartedOn),
    finishedAt: readInstant(metadata?.buildFinishedOn),
    reproducible: readFlag(metadata?.reproducible),
    hermetic: readFlag(metadata?.[`${BUILDKIT}hermetic`]),
    complete: {
      parameters: readFlag(completeness?.parameters),
      environment: readFlag(completeness?.environment),
      materials: readFlag(completeness?.materials),
    },
    arguments: readArguments(dig(invocation, 'parameters', 'args') ?? dig(invocation, 'parameters')),
    materials: materials.items,
    materialCount: materials.count,
  }
}

/** Reads the predicate of SLSA provenance 1.x, with what BuildKit and GitHub add to it. */
export function readProvenance1(predicate: unknown): Provenance {
  const definition = dig(predicate, 'buildDefinition')
  const external = dig(definition, 'externalParameters')
  const details = dig(predicate, 'runDetails')
  const metadata = dig(details, 'metadata')
  const config = dig(external, 'configSource')
  const workflow = dig(external, 'workflow')
  const completeness = dig(metadata, 'buildkit_completeness')
  const materials = firstOf(definition?.resolvedDependencies, MATERIALS_MAX, readMaterial)
  const [digest] = readDigestSet(config?.digest)
  const args = dig(external, 'request', 'args')
  return {
    kind: 'provenance',
    builder: readText(dig(details, 'builder')?.id),
    buildType: readText(definition?.buildType),
    invocationId: readText(metadata?.invocationId ?? metadata?.invocationID),
    source: sourceOf({
      vcs: dig(metadata, 'buildkit_metadata', 'vcs'),
      repository: readText(config?.uri) ?? readText(workflow?.repository),
      revision: digest ?? null,
      entryPoint: readText(config?.path) ?? readText(workflow?.path) ?? entryPointOf(args),
      materials: materials.items,
    }),
    platform: readText(dig(definition, 'internalParameters')?.builderPlatform),
    startedAt: readInstant(metadata?.startedOn),
    finishedAt: readInstant(metadata?.finishedOn),
    reproducible: readFlag(metadata?.buildkit_reproducible),
    hermetic: readFlag(metadata?.buildkit_hermetic),
    complete: {
      parameters: readFlag(completeness?.request),
      environment: null,
      materials: readFlag(completeness?.resolvedDependencies),
    },
    arguments: readArguments(args ?? external),
    materials: materials.items,
    materialCount: materials.count,
  }
}

const valueAt = (value: unknown, key: string): unknown => (isRecord(value) ? value[key] : undefined)

interface SourceParts {
  /** What BuildKit was told by the client's own checkout: the best there is. */
  vcs: Record<string, unknown> | null
  repository: string | null
  revision: string | null
  entryPoint: string | null
  materials: readonly Material[]
}

/** Where none of the places meant for it names a repository, the first material fetched by git is the source. */
function sourceOf({ vcs, repository, revision, entryPoint, materials }: SourceParts): Provenance['source'] {
  const named = readText(vcs?.source) ?? repository
  const git = materials.find(({ uri }) => uri.startsWith('git+') || /\.git(?:#|@|$)/.test(uri))
  return {
    repository: named ?? git?.uri ?? null,
    revision: readText(vcs?.revision) ?? revision ?? git?.digests[0] ?? null,
    entryPoint,
  }
}

const entryPointOf = (args: Record<string, unknown> | null): string | null => readText(args?.filename)

function readMaterial(value: unknown): Material | null {
  if (!isRecord(value)) return null
  const uri = readText(value.uri) ?? readText(value.name)
  return uri === null ? null : { uri, digests: readDigestSet(value.digest) }
}

/** Parameters as text; what is an object itself is told as JSON, one level and no more. */
function readArguments(args: Record<string, unknown> | null): Provenance['arguments'] {
  return Object.entries(args ?? {})
    .slice(0, ARGUMENTS_MAX)
    .flatMap(([name, value]) => {
      const text = argumentText(value)
      return text === null ? [] : [{ name: readText(name, 256) ?? '', value: text }]
    })
}

function argumentText(value: unknown): string | null {
  if (typeof value === 'string') return readText(value) ?? ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  // `boundedJson` has seen to its depth.
  if (isRecord(value) || asArray(value).length > 0) return readText(JSON.stringify(value))
  return null
}
