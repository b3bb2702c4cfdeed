import { z } from 'zod'
import { ListActivityQuery, ListActivityResponse } from './activity'
import {
  AttestationQuery,
  AttestationResponse,
  AttestationsQuery,
  AttestationsResponse,
  PackagesQuery,
  PackagesResponse,
} from './attestation'
import { BadgeQuery } from './badge'
import { BasesQuery, BasesResponse } from './bases'
import { CompareQuery, CompareResponse } from './compare'
import { PlanRequest, PlanResponse, PushEvent, PushQuery, PushRequest, PushResult } from './compositions'
import { OverviewQuery, OverviewResponse } from './coverage-overview'
import { CoverageReport, CoverageReportQuery } from './coverage-report'
import { endpoint } from './endpoint'
import type { ErrorCode } from './error'
import { LiveEvent } from './events'
import { CompareFilesQuery, CompareFilesResponse, FileQuery, FilesQuery, FilesResponse } from './files'
import { HealthResponse, ReadyResponse } from './health'
import {
  HistoryQuery,
  HistoryResponse,
  LockstepQuery,
  LockstepResponse,
  RepairQuery,
  RepairResponse,
} from './history'
import { InspectQuery, InspectResponse } from './inspect'
import {
  Ignore,
  IgnoreRequest,
  ListIgnoresResponse,
  ListPoliciesResponse,
  Policy,
  PolicyRequest,
  RemovedResponse,
} from './policies'
import { PullQuery, PullResponse } from './pull'
import { ReferrersQuery, ReferrersResponse } from './referrers'
import { ListRegistriesResponse } from './registries'
import { DanglingResponse, ReportQuery, UntaggedResponse } from './reports'
import { ListRepositoriesQuery, ListRepositoriesResponse } from './repositories'
import { RestoreRequest, RestoreResult } from './restores'
import { ListScansQuery, ListScansResponse, Scan, StartScanRequest } from './scans'
import { SearchQuery, SearchResponse, UsesQuery, UsesResponse } from './search'
import { SuggestionsQuery, SuggestionsResponse } from './suggestions'
import { ListTagsQuery, ListTagsResponse } from './tags'
import { WebhookEnvelope, WebhookQuery, WebhookResponse } from './webhooks'

const JSON_TYPE = 'application/json'

const REGISTRY_FAILURES = [
  'REGISTRY_UNAUTHORIZED',
  'REGISTRY_REFUSED',
  'REGISTRY_INCONSISTENT',
  'REGISTRY_UNREACHABLE',
  'REGISTRY_RATE_LIMITED',
  'REGISTRY_TIMEOUT',
] as const satisfies readonly ErrorCode[]

const READ_FAILURES = [
  'REFERENCE_INVALID',
  'REGISTRY_UNKNOWN',
  'NAME_UNKNOWN',
  'MANIFEST_UNKNOWN',
  ...REGISTRY_FAILURES,
] as const satisfies readonly ErrorCode[]

/** What a browser shows as a picture, as `GET /api/file` names it. */
const PICTURES = {
  'image/png': 'bytes',
  'image/jpeg': 'bytes',
  'image/gif': 'bytes',
  'image/webp': 'bytes',
  'image/svg+xml': 'bytes',
  'image/x-icon': 'bytes',
  'image/avif': 'bytes',
  'image/bmp': 'bytes',
} as const

const FILE_FAILURES = [...READ_FAILURES, 'BLOB_UNKNOWN', 'NOT_FOUND'] as const satisfies readonly ErrorCode[]

const BODY_FAILURES = [
  'YAML_INVALID',
  'BODY_TOO_LARGE',
  'MEDIA_TYPE_UNSUPPORTED',
] as const satisfies readonly ErrorCode[]

const NoQuery = z.strictObject({})

/** Every call Manifold answers. The handlers, openapi.json and its tests are made from this one table. */
export const ENDPOINTS = {
  health: endpoint({
    method: 'GET',
    path: '/api/health',
    summary: 'Whether the process is alive',
    description: 'Always cheap: asks neither a registry nor the storage.',
    query: NoQuery,
    status: 200,
    answers: { [JSON_TYPE]: HealthResponse },
    errors: [],
  }),
  ready: endpoint({
    method: 'GET',
    path: '/api/ready',
    summary: 'Registries and storage, one by one',
    description: 'Answers 200 whatever it finds: a dashboard that can say what is wrong is ready.',
    query: NoQuery,
    status: 200,
    answers: { [JSON_TYPE]: ReadyResponse },
    errors: [],
  }),
  listRegistries: endpoint({
    method: 'GET',
    path: '/api/registries',
    summary: 'The configured registries and what they support',
    query: NoQuery,
    status: 200,
    answers: { [JSON_TYPE]: ListRegistriesResponse },
    errors: [],
  }),
  listRepositories: endpoint({
    method: 'GET',
    path: '/api/repositories',
    summary: 'Repositories of a registry',
    description: 'Where the registry refuses its catalog: those named in the configuration, and a notice.',
    query: ListRepositoriesQuery,
    status: 200,
    answers: { [JSON_TYPE]: ListRepositoriesResponse },
    errors: ['REGISTRY_UNKNOWN', ...REGISTRY_FAILURES],
  }),
  listTags: endpoint({
    method: 'GET',
    path: '/api/tags',
    summary: 'One row a tag, with its platforms',
    description:
      'With a platform filter or a sort by size or date all tags are read in the background: while `progress.done` is false the answer is partial.',
    query: ListTagsQuery,
    status: 200,
    answers: { [JSON_TYPE]: ListTagsResponse },
    errors: ['REFERENCE_INVALID', 'REGISTRY_UNKNOWN', 'NAME_UNKNOWN', ...REGISTRY_FAILURES],
  }),
  inspect: endpoint({
    method: 'GET',
    path: '/api/inspect',
    summary: 'What a reference really holds, on every platform',
    description: '`format=raw`: the exact bytes, with their own media type. `format=text`: for a terminal.',
    query: InspectQuery,
    status: 200,
    answers: {
      [JSON_TYPE]: InspectResponse,
      'text/plain': 'text',
      'application/vnd.oci.image.index.v1+json': 'bytes',
    },
    errors: [
      'REFERENCE_INVALID',
      'REGISTRY_UNKNOWN',
      'NAME_UNKNOWN',
      'MANIFEST_UNKNOWN',
      ...REGISTRY_FAILURES,
    ],
  }),
  compare: endpoint({
    method: 'GET',
    path: '/api/compare',
    summary: 'Two references side by side: platforms, layers, config, env, labels, history',
    description:
      '`a` and `b` may be of two registries, or the same with two platforms. When one cannot be read, `details.failed` tells which side.',
    query: CompareQuery,
    status: 200,
    answers: { [JSON_TYPE]: CompareResponse },
    errors: [
      'REFERENCE_INVALID',
      'REGISTRY_UNKNOWN',
      'NAME_UNKNOWN',
      'MANIFEST_UNKNOWN',
      ...REGISTRY_FAILURES,
    ],
  }),
  listAttestations: endpoint({
    method: 'GET',
    path: '/api/attestations',
    summary: 'What the attestations of an index hold, by their manifests alone',
    description: 'One request an attestation that is not known yet; no document is read.',
    query: AttestationsQuery,
    status: 200,
    answers: { [JSON_TYPE]: AttestationsResponse },
    errors: READ_FAILURES,
  }),
  readAttestation: endpoint({
    method: 'GET',
    path: '/api/attestation',
    summary: 'The documents of an attestation, signature or SBOM, in words',
    description:
      'SLSA provenance 0.x and 1.x, SPDX 2.x and CycloneDX, alone or in in-toto statements, DSSE envelopes and sigstore bundles; of anything else its type. One request a document that is not known yet. Signatures are counted, not checked.',
    query: AttestationQuery,
    status: 200,
    answers: { [JSON_TYPE]: AttestationResponse },
    errors: READ_FAILURES,
  }),
  listPackages: endpoint({
    method: 'GET',
    path: '/api/packages',
    summary: 'Packages of an SBOM, by name',
    query: PackagesQuery,
    status: 200,
    answers: { [JSON_TYPE]: PackagesResponse },
    errors: ['BLOB_UNKNOWN', 'LAYER_UNREADABLE', ...READ_FAILURES],
  }),
  listReferrers: endpoint({
    method: 'GET',
    path: '/api/referrers',
    summary: 'What refers to a digest: artifacts, signatures, attestations, SBOMs',
    description:
      "From the registry's referrers API, or the fallback tag where it has none, and from cosign's tags: one request each.",
    query: ReferrersQuery,
    status: 200,
    answers: { [JSON_TYPE]: ReferrersResponse },
    errors: READ_FAILURES,
  }),
  listFiles: endpoint({
    method: 'GET',
    path: '/api/files',
    summary: 'Files of an image or of one of its layers',
    description:
      'Layers that were not read yet are read first: `state` is `reading` until then, `layers` tells how far; ask again.',
    query: FilesQuery,
    status: 200,
    answers: { [JSON_TYPE]: FilesResponse },
    errors: FILE_FAILURES,
  }),
  readFile: endpoint({
    method: 'GET',
    path: '/api/file',
    summary: 'The bytes of one file of an image',
    description:
      'Links are followed inside the image. A picture, plain text, or with `download` bytes to save.',
    query: FileQuery,
    status: 200,
    answers: { 'text/plain': 'bytes', 'application/octet-stream': 'bytes', ...PICTURES },
    errors: [...FILE_FAILURES, 'LAYER_UNREADABLE'],
  }),
  compareFiles: endpoint({
    method: 'GET',
    path: '/api/compare/files',
    summary: 'Files that differ between two images',
    description: 'Reads what layers were not read yet, as `GET /api/files` does.',
    query: CompareFilesQuery,
    status: 200,
    answers: { [JSON_TYPE]: CompareFilesResponse },
    errors: FILE_FAILURES,
  }),
  predictPull: endpoint({
    method: 'GET',
    path: '/api/pull',
    summary: 'Which entry a client on a host of that platform would pull',
    query: PullQuery,
    status: 200,
    answers: { [JSON_TYPE]: PullResponse },
    errors: [
      'REFERENCE_INVALID',
      'REGISTRY_UNKNOWN',
      'NAME_UNKNOWN',
      'MANIFEST_UNKNOWN',
      ...REGISTRY_FAILURES,
    ],
  }),
  auditCoverage: endpoint({
    method: 'GET',
    path: '/api/coverage',
    summary: 'Tags against platforms, and what is missing: a registry, a repository or a tag',
    description:
      'From what scans have learned; `scan` tells of one that is reading what was asked for. `strict=true` has the registry asked first, waits, and answers 412 when a finding is an error, so that a pipeline can gate on it. `csv`, `md` and `sarif` hold all rows, not one page.',
    query: CoverageReportQuery,
    status: 200,
    answers: {
      [JSON_TYPE]: CoverageReport,
      'text/csv': 'text',
      'text/markdown': 'text',
      'application/sarif+json': z.looseObject({ version: z.literal('2.1.0'), runs: z.array(z.unknown()) }),
    },
    errors: [
      'REFERENCE_INVALID',
      'REGISTRY_UNKNOWN',
      'NAME_UNKNOWN',
      'MANIFEST_UNKNOWN',
      'GATE_FAILED',
      ...REGISTRY_FAILURES,
    ],
  }),
  coverageOverview: endpoint({
    method: 'GET',
    path: '/api/coverage/overview',
    summary: 'A registry in figures: platforms, worst repositories, trend',
    query: OverviewQuery,
    status: 200,
    answers: { [JSON_TYPE]: OverviewResponse },
    errors: ['REGISTRY_UNKNOWN'],
  }),
  search: endpoint({
    method: 'GET',
    path: '/api/search',
    summary: 'Tags of everything that was scanned',
    description:
      'Terms, all of which have to hold: `s390x`, `-linux/arm64`, `repository:team/**`, `tag:v1.*`, `digest:sha256:...`, `label:key=value`, `finding:CHILD_MISSING`, `kind:index`, `registry:name`; any other word is a part of `repository:tag`. `-` leaves out platforms and globs.',
    query: SearchQuery,
    status: 200,
    answers: { [JSON_TYPE]: SearchResponse },
    errors: [],
  }),
  findUses: endpoint({
    method: 'GET',
    path: '/api/uses',
    summary: 'Which tags, indexes and images contain a digest, as far as scanned',
    query: UsesQuery,
    status: 200,
    answers: { [JSON_TYPE]: UsesResponse },
    errors: ['REGISTRY_UNKNOWN'],
  }),
  findBases: endpoint({
    method: 'GET',
    path: '/api/bases',
    summary: 'Which tagged images the images of a digest are built upon, as far as scanned',
    description:
      'Found by their layers: a base is an image whose layers are the first of another one, and fewer.',
    query: BasesQuery,
    status: 200,
    answers: { [JSON_TYPE]: BasesResponse },
    errors: ['REFERENCE_INVALID', 'REGISTRY_UNKNOWN'],
  }),
  tagHistory: endpoint({
    method: 'GET',
    path: '/api/history',
    summary: 'Every digest a tag has had, and the platforms it gained and lost',
    query: HistoryQuery,
    status: 200,
    answers: { [JSON_TYPE]: HistoryResponse },
    errors: ['REFERENCE_INVALID', 'REGISTRY_UNKNOWN'],
  }),
  listDangling: endpoint({
    method: 'GET',
    path: '/api/reports/dangling',
    summary: 'Tags that name what the registry no longer has',
    query: ReportQuery,
    status: 200,
    answers: { [JSON_TYPE]: DanglingResponse },
    errors: ['REGISTRY_UNKNOWN'],
  }),
  listUntagged: endpoint({
    method: 'GET',
    path: '/api/reports/untagged',
    summary: 'Manifests no tag leads to any more, as far as scanned',
    query: ReportQuery,
    status: 200,
    answers: { [JSON_TYPE]: UntaggedResponse },
    errors: ['REGISTRY_UNKNOWN'],
  }),
  startScan: endpoint({
    method: 'POST',
    path: '/api/scans',
    summary: 'Scan a registry, or some repositories of it',
    description:
      '`quick`: one conditional request a tag. `verify`: every distinct child and config is asked for again too, since children vanish under an unchanged index. `deep`: every layer as well. A whole scan that is under way and asks for no less is joined.',
    query: NoQuery,
    body: StartScanRequest,
    status: 201,
    answers: { [JSON_TYPE]: Scan },
    errors: ['REFERENCE_INVALID', 'REGISTRY_UNKNOWN', 'BODY_TOO_LARGE', 'MEDIA_TYPE_UNSUPPORTED'],
  }),
  listScans: endpoint({
    method: 'GET',
    path: '/api/scans',
    summary: 'Scans, newest first, and when the next ones are due',
    query: ListScansQuery,
    status: 200,
    answers: { [JSON_TYPE]: ListScansResponse },
    errors: ['REGISTRY_UNKNOWN'],
  }),
  getScan: endpoint({
    method: 'GET',
    path: '/api/scans/{id}',
    summary: 'One scan and how far it is',
    query: NoQuery,
    status: 200,
    answers: { [JSON_TYPE]: Scan },
    errors: ['NOT_FOUND'],
  }),
  stopScan: endpoint({
    method: 'DELETE',
    path: '/api/scans/{id}',
    summary: 'Stop a scan',
    description:
      'What is in flight is stored, nothing more is asked. A scan that has ended is answered as it is.',
    query: NoQuery,
    status: 200,
    answers: { [JSON_TYPE]: Scan },
    errors: ['NOT_FOUND'],
  }),
  repair: endpoint({
    method: 'GET',
    path: '/api/repairs',
    summary: 'The composition that mends a tag',
    description:
      'Made from what the index knows; asks the registry whether it still has what is put back. Nothing is written.',
    query: RepairQuery,
    status: 200,
    answers: { [JSON_TYPE]: RepairResponse },
    errors: ['REFERENCE_INVALID', 'REGISTRY_UNKNOWN', 'MANIFEST_UNKNOWN', ...REGISTRY_FAILURES],
  }),
  listOutOfStep: endpoint({
    method: 'GET',
    path: '/api/lockstep',
    summary: 'Tags composed here whose sources have moved since',
    description: 'From the index alone: as far as scans, webhooks and pushes told.',
    query: LockstepQuery,
    status: 200,
    answers: { [JSON_TYPE]: LockstepResponse },
    errors: ['REFERENCE_INVALID', 'REGISTRY_UNKNOWN'],
  }),
  listPolicies: endpoint({
    method: 'GET',
    path: '/api/policies',
    summary: 'Platforms required of tags, by globs',
    query: NoQuery,
    status: 200,
    answers: { [JSON_TYPE]: ListPoliciesResponse },
    errors: [],
  }),
  addPolicy: endpoint({
    method: 'POST',
    path: '/api/policies',
    summary: 'Require platforms of tags',
    description: 'What is known is judged by it behind the answer; `GET /api/events` tells what changed.',
    query: NoQuery,
    body: PolicyRequest,
    status: 201,
    answers: { [JSON_TYPE]: Policy },
    errors: ['REGISTRY_UNKNOWN', 'READ_ONLY', ...BODY_FAILURES],
  }),
  removePolicy: endpoint({
    method: 'DELETE',
    path: '/api/policies/{id}',
    summary: 'Remove a policy made on the page',
    description: 'Those of manifold.yaml have no id and change there alone.',
    query: NoQuery,
    status: 200,
    answers: { [JSON_TYPE]: RemovedResponse },
    errors: ['NOT_FOUND', 'READ_ONLY'],
  }),
  listIgnores: endpoint({
    method: 'GET',
    path: '/api/ignores',
    summary: 'Findings that are let pass, until when and why',
    query: NoQuery,
    status: 200,
    answers: { [JSON_TYPE]: ListIgnoresResponse },
    errors: [],
  }),
  addIgnore: endpoint({
    method: 'POST',
    path: '/api/ignores',
    summary: 'Let findings pass until a day, with a reason',
    description: 'They stay visible, and count nowhere.',
    query: NoQuery,
    body: IgnoreRequest,
    status: 201,
    answers: { [JSON_TYPE]: Ignore },
    errors: ['REGISTRY_UNKNOWN', 'READ_ONLY', ...BODY_FAILURES],
  }),
  removeIgnore: endpoint({
    method: 'DELETE',
    path: '/api/ignores/{id}',
    summary: 'Let findings count again',
    query: NoQuery,
    status: 200,
    answers: { [JSON_TYPE]: RemovedResponse },
    errors: ['NOT_FOUND', 'READ_ONLY'],
  }),
  events: endpoint({
    method: 'GET',
    path: '/api/events',
    summary: 'What changes, as it changes: server-sent events',
    description:
      'The name of an event is its `type`, its data the rest. They are hints: nothing is sent again, so after a pause ask for what is shown. `hello` comes at once and every 20 seconds.',
    query: NoQuery,
    status: 200,
    answers: { 'text/event-stream': LiveEvent },
    errors: ['TOO_MANY_STREAMS'],
  }),
  receiveWebhook: endpoint({
    method: 'POST',
    path: '/api/webhooks/registry',
    summary: 'Where registries tell of changes',
    description:
      "CNCF distribution's notification envelope, with `Authorization: Bearer <the webhook token of the registry>`. Events are hints: what they name is asked for again in a moment, each event once.",
    query: WebhookQuery,
    body: WebhookEnvelope,
    bodyType: 'application/vnd.docker.distribution.events.v1+json',
    bodyBytesMax: 256 * 1024,
    anyHost: true,
    status: 200,
    answers: { [JSON_TYPE]: WebhookResponse },
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'REGISTRY_UNKNOWN', 'BODY_TOO_LARGE', 'MEDIA_TYPE_UNSUPPORTED'],
  }),
  badge: endpoint({
    method: 'GET',
    path: '/api/badge',
    summary: 'The platforms of a tag as an SVG badge',
    description:
      'From the index alone. Answers an image whatever is asked: a tag nobody scanned is `unknown`, in grey.',
    query: BadgeQuery,
    status: 200,
    answers: { 'image/svg+xml': 'text' },
    errors: [],
  }),
  metrics: endpoint({
    method: 'GET',
    path: '/api/metrics',
    summary: 'Gauges of coverage, scans and the process, for Prometheus',
    query: NoQuery,
    status: 200,
    answers: { 'text/plain': 'text' },
    errors: [],
  }),
  planComposition: endpoint({
    method: 'POST',
    path: '/api/compositions/plan',
    summary: 'Resolve a composition to its exact bytes',
    description: 'Nothing is written. A YAML body is the spec itself.',
    query: NoQuery,
    body: PlanRequest,
    status: 200,
    answers: { [JSON_TYPE]: PlanResponse },
    errors: ['REFERENCE_INVALID', 'REGISTRY_UNKNOWN', ...BODY_FAILURES, ...REGISTRY_FAILURES],
  }),
  pushComposition: endpoint({
    method: 'POST',
    path: '/api/compositions',
    summary: 'Write a composition to its tags',
    description:
      'A YAML body is the spec itself and pushes what resolves now. `Accept: application/x-ndjson` streams the progress, one event a line; the last is always `result` or `error`.',
    query: PushQuery,
    body: PushRequest,
    status: 201,
    answers: { [JSON_TYPE]: PushResult, 'application/x-ndjson': PushEvent },
    errors: [
      'REFERENCE_INVALID',
      'REGISTRY_UNKNOWN',
      'READ_ONLY',
      'PLAN_MOVED',
      'PLAN_BLOCKED',
      ...BODY_FAILURES,
      ...REGISTRY_FAILURES,
    ],
  }),
  suggestCompositions: endpoint({
    method: 'GET',
    path: '/api/compositions/suggestions',
    summary: 'Per-architecture siblings nobody has composed yet',
    description:
      'Found by name (`app:1.2-amd64` and `app:1.2-arm64`, `app-amd64:1.2` and `app-arm64:1.2`, `arm64v8/app` ...) and compared with what the tag they could share has today. Looked for in the background: while `progress.done` is false there may be more.',
    query: SuggestionsQuery,
    status: 200,
    answers: { [JSON_TYPE]: SuggestionsResponse },
    errors: ['REFERENCE_INVALID', 'REGISTRY_UNKNOWN', ...REGISTRY_FAILURES],
  }),
  restoreTag: endpoint({
    method: 'POST',
    path: '/api/restores',
    summary: 'Put a tag back to a digest it had, or remove it',
    description:
      'One tag a call. The old manifest is read from the same repository and put under the tag again, byte for byte. `digest: null` removes the tag and leaves every other tag of its digest; where the registry cannot delete, nothing is touched. `expect` guards against overwriting a newer push.',
    query: NoQuery,
    body: RestoreRequest,
    status: 200,
    answers: { [JSON_TYPE]: RestoreResult },
    errors: [
      'REFERENCE_INVALID',
      'REGISTRY_UNKNOWN',
      'READ_ONLY',
      'MANIFEST_UNKNOWN',
      'PLAN_MOVED',
      'BODY_TOO_LARGE',
      'MEDIA_TYPE_UNSUPPORTED',
      ...REGISTRY_FAILURES,
    ],
  }),
  listActivity: endpoint({
    method: 'GET',
    path: '/api/activity',
    summary: 'Who changed which tag, before and after',
    query: ListActivityQuery,
    status: 200,
    answers: { [JSON_TYPE]: ListActivityResponse },
    errors: [],
  }),
  forward: endpoint({
    method: 'GET',
    path: '/api/v2/{registry}/{path}',
    summary: "The registry's own v2 API, read-only",
    description:
      "`path` is what follows `/v2/` and may hold slashes. Streamed with the server's credentials; status, digest, range and the registry's own error bodies are kept. The query is the registry's own.",
    status: 200,
    answers: { 'application/octet-stream': 'bytes', [JSON_TYPE]: 'bytes' },
    errors: ['REGISTRY_UNKNOWN', 'NOT_FOUND', 'METHOD_NOT_ALLOWED', ...REGISTRY_FAILURES],
  }),
  openapi: endpoint({
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'This document',
    query: NoQuery,
    status: 200,
    answers: { [JSON_TYPE]: z.looseObject({ openapi: z.string() }) },
    errors: [],
  }),
} as const
