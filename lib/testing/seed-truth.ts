import { bytesOf } from './seed-content'
import type { SeedPlan } from './seed-plan'
import type { SeedPlatform } from './seed-platforms'
import { attestationsOf, contentFindings, type Seen, seenIn } from './seed-truth-content'
import { finding, type Moment, meets, type TrueFinding } from './seed-truth-finding'
import { createHistory, type History, movedSources, releaseBefore } from './seed-truth-time'
import type { SeedContent, SeedRepository, SeedTag } from './seed-types'

export interface TrueTag {
  digest: string | null
  kind: 'index' | 'image' | 'artifact' | 'unknown' | 'missing'
  /** By key, in the order of the index. */
  cells: Record<string, { status: Seen['status']; digest: string }>
  attestations: number
  findings: TrueFinding[]
  complete: boolean
}

export interface TrueRepository {
  tags: Map<string, TrueTag>
  /** Tags that could be composed. */
  uncomposed: string[]
}

/**
 * The report an audit has to come to at one moment, by repository: computed from the plan alone, by the rules as they
 * are told to people, without a line of what is tested. `deep`: layers are asked for as well.
 */
export function truthOf(plan: SeedPlan, moment: Moment, { deep = false } = {}): Map<string, TrueRepository> {
  const history = createHistory(plan, moment, deep)
  const trueRepository = (repository: SeedRepository): TrueRepository => ({
    tags: new Map(
      repository.tags.map((tag) => [tag.name, trueTag(repository, tag, { plan, moment, history, deep })]),
    ),
    uncomposed: uncomposedIn(repository),
  })
  return new Map(plan[moment].map((repository) => [repository.name, trueRepository(repository)]))
}

interface About {
  plan: SeedPlan
  moment: Moment
  history: History
  deep: boolean
}

function trueTag(repository: SeedRepository, tag: SeedTag, about: About): TrueTag {
  const required = requiredOf(repository, tag, about.plan)
  if (tag.link === 'gone') return unseen('missing', finding('TAG_MISSING', 'error'))
  if (tag.link === 'torn')
    return unseen('unknown', finding('TAG_UNREADABLE', required.length > 0 ? 'error' : 'warning'))
  const { content } = tag
  const seen = seenIn(content, about.deep)
  const findings = [
    ...requiredFindings(content, seen, required),
    ...lostFindings(repository, tag, seen, about),
    ...contentFindings(content, seen, required),
    ...movedSources(about.plan, about.moment, repository.name, tag),
  ]
  const cells: TrueTag['cells'] = {}
  for (const { platform, status, image } of seen)
    if (platform) cells[platform.key] ??= { status, digest: bytesOf(image).digest }
  const isImage = content.kind === 'index' || content.kind === 'image'
  return {
    digest: bytesOf(content).digest,
    kind: content.kind === 'schema1' ? 'unknown' : content.kind,
    cells,
    attestations: attestationsOf(content).length,
    findings,
    complete: isImage && findings.every(({ severity }) => severity !== 'error'),
  }
}

const unseen = (kind: 'missing' | 'unknown', only: TrueFinding): TrueTag => ({
  digest: null,
  kind,
  cells: {},
  attestations: 0,
  findings: [only],
  complete: false,
})

function requiredOf({ group }: SeedRepository, { name }: SeedTag, { policies }: SeedPlan): SeedPlatform[] {
  const all = policies
    .filter((policy) => policy.group === group && (policy.tags === '*' || name.startsWith('v')))
    .flatMap(({ require }) => require)
  return [...new Set(all)]
}

/** Nothing is required of what runs nowhere. */
function requiredFindings(content: SeedContent, seen: readonly Seen[], required: readonly SeedPlatform[]) {
  if (content.kind === 'artifact') return []
  return required
    .filter((wanted) => !seen.some(({ platform, status }) => meets(platform, wanted) && status !== 'missing'))
    .map((wanted) => finding('PLATFORM_REQUIRED', 'error', wanted))
}

/** By the history of this very tag an error; by the release before it a warning. */
function lostFindings(repository: SeedRepository, tag: SeedTag, seen: readonly Seen[], about: About) {
  if (tag.content.kind === 'artifact') return []
  const named = new Set(seen.map(({ platform }) => platform?.plain))
  const lost = new Map<string, TrueFinding>()
  const lose = (platform: SeedPlatform, severity: TrueFinding['severity']) => {
    if (!named.has(platform.plain) && !lost.has(platform.plain))
      lost.set(platform.plain, finding('PLATFORM_LOST', severity, platform))
  }
  for (const platform of about.history(repository.name, tag)) lose(platform, 'error')
  for (const { platform } of before(repository, tag, about.deep)) if (platform) lose(platform, 'warning')
  return [...lost.values()]
}

function before(repository: SeedRepository, tag: SeedTag, deep: boolean): Seen[] {
  const release = releaseBefore(repository.tags, tag)
  if (release?.link !== 'whole' || tag.content.kind === 'schema1') return []
  return seenIn(release.content, deep)
}

const ARCHITECTURES = new Set(['amd64', 'arm64', 's390x'])

/** Two or more images of one version whose tags end in an architecture, and no tag of that version alone. */
function uncomposedIn({ tags }: SeedRepository): string[] {
  const names = new Set(tags.map(({ name }) => name))
  const families = new Map<string, number>()
  for (const { version } of tags) {
    if (!version || !ARCHITECTURES.has(version.flavour)) continue
    const whole = version.numbers.join('.')
    families.set(whole, (families.get(whole) ?? 0) + 1)
  }
  return [...families].filter(([whole, count]) => count > 1 && !names.has(whole)).map(([whole]) => whole)
}
