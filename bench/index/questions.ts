import { CoverageReportQuery } from '@/lib/contract/coverage-report'
import { SearchQuery } from '@/lib/contract/search'
import { ListTagsQuery } from '@/lib/contract/tags'
import type { Context } from '@/lib/services/context'
import { coverageOverview } from '@/lib/services/coverage-overview'
import { findBases } from '@/lib/services/find-bases'
import { findUses } from '@/lib/services/find-uses'
import { listKnownTags } from '@/lib/services/known-tags'
import { listDangling } from '@/lib/services/list-dangling'
import { listUntagged } from '@/lib/services/list-untagged'
import { readFigures } from '@/lib/services/read-figures'
import { reportCoverage } from '@/lib/services/report-coverage'
import { searchTags } from '@/lib/services/search-tags'
import { tagBadge } from '@/lib/services/tag-badge'
import { tagHistory } from '@/lib/services/tag-history'
import { PLANTED, REGISTRY } from './generate'

export interface Question {
  name: string
  ask(): Promise<unknown>
}

const never = new AbortController().signal

/** Every page and query that answers from the index, ordinary and at its worst. */
export function questionsTo(
  context: Context,
  known: { index: string; child: string; deep: string },
): Question[] {
  const report = (name: string, query: Record<string, string>): Question => ({
    name: `coverage: ${name}`,
    ask: () => reportCoverage(context, CoverageReportQuery.parse({ registry: REGISTRY, ...query }), never),
  })
  const search = (q: string, name = q): Question => ({
    name: `search: ${name}`,
    ask: () => searchTags(context, SearchQuery.parse({ q })),
  })
  const tags = (name: string, query: Record<string, string>): Question => ({
    name: `tags of 10,000: ${name}`,
    ask: () =>
      listKnownTags(
        context,
        ListTagsQuery.parse({ registry: REGISTRY, repository: PLANTED.largest, known: 'true', ...query }),
      ),
  })
  const uses = (name: string, digest: string): Question => ({
    name: `uses: ${name}`,
    ask: () => findUses(context, { registry: REGISTRY, digest, limit: 50 }),
  })
  const { busy, largest, rare, baseLayer } = PLANTED
  const page = { registry: REGISTRY, limit: 50 }
  return [
    report('first page', {}),
    report('deep page', { cursor: known.deep }),
    report('one repository', { repository: busy.repository }),
    report('10,000 tags, missing only', { repository: largest, missing: 'true' }),
    report('missing only', { missing: 'true' }),
    report('missing only, deep', { missing: 'true', cursor: known.deep }),
    report('required beside', { require: 'linux/s390x', missing: 'true' }),
    report('rare platform', { platform: rare }),
    report('rare platform, deep', { platform: rare, cursor: known.deep }),
    report('common and not common', { platform: 'linux/amd64,!linux/arm64' }),
    report('what hardly any lacks', { platform: '!linux/amd64' }),
    report('nothing fits', { platform: 'linux/mips64le' }),
    report('rare and not rare', { platform: `${rare},!linux/s390x` }),
    report('sparse finding', { finding: 'SCHEMA1' }),
    report('common finding', { finding: 'PLATFORM_LOST' }),
    report('glob', { match: 'team-7*/**' }),
    report('glob and rare platform', { match: 'team-7*/**', platform: rare }),
    report('part of a name', { q: 'app-004' }),
    report('part of many names', { q: 'v0' }),
    report('part of no name', { q: 'zzz' }),
    report('part with a colon', { q: 'app-00042:v' }),
    report('part with a colon, none', { q: 'zzz:zzz' }),
    { name: 'overview', ask: () => coverageOverview(context, { registry: REGISTRY }) },
    { name: 'overview: glob', ask: () => coverageOverview(context, { match: 'team-7*/**' }) },
    search('s390x -arm64'),
    search('riscv64 -s390x app-0'),
    search('label:team=team-5'),
    search('label:nobody'),
    search(`digest:${known.child}`, 'digest of a child'),
    search(`digest:${baseLayer}`, 'digest of a base layer'),
    search('tag:v0.4*'),
    search('tag:nothing*'),
    search('finding:SCHEMA1'),
    search('repository:team-3*/** kind:index'),
    search('build-12345'),
    {
      name: 'history',
      ask: () => tagHistory(context, { ref: `${REGISTRY}/${busy.repository}:${busy.tag}`, limit: 50 }),
    },
    tags('by version', {}),
    tags('by size', { sort: '-size' }),
    tags('by platform', { platform: 'linux/s390x' }),
    {
      name: 'aliases',
      ask: async () =>
        (await context.store()).reports.aliasesOf(
          { registry: REGISTRY, repository: largest },
          known.child,
          50,
        ),
    },
    uses('a child', known.child),
    { name: 'bases', ask: () => findBases(context, { ref: `${REGISTRY}/${largest}@${known.index}` }) },
    uses('a base layer of one in ten', baseLayer),
    { name: 'dangling', ask: () => listDangling(context, page) },
    { name: 'untagged', ask: () => listUntagged(context, page) },
    { name: 'badge', ask: () => tagBadge(context, { ref: `${REGISTRY}/${busy.repository}:${busy.tag}` }) },
    { name: 'metrics', ask: () => readFigures(context) },
  ]
}
