import { z } from 'zod'
import { ListActivityQuery, ListActivityResponse } from './activity'
import { PlanRequest, PlanResponse, PushEvent, PushQuery, PushRequest, PushResult } from './compositions'
import { CoverageQuery, CoverageResponse } from './coverage'
import { endpoint } from './endpoint'
import type { ErrorCode } from './error'
import { HealthResponse, ReadyResponse } from './health'
import { InspectQuery, InspectResponse } from './inspect'
import { PullQuery, PullResponse } from './pull'
import { ListRegistriesResponse } from './registries'
import { ListRepositoriesQuery, ListRepositoriesResponse } from './repositories'
import { RestoreRequest, RestoreResult } from './restores'
import { SuggestionsQuery, SuggestionsResponse } from './suggestions'
import { ListTagsQuery, ListTagsResponse } from './tags'

const JSON_TYPE = 'application/json'

const REGISTRY_FAILURES = [
  'REGISTRY_UNAUTHORIZED',
  'REGISTRY_REFUSED',
  'REGISTRY_INCONSISTENT',
  'REGISTRY_UNREACHABLE',
  'REGISTRY_RATE_LIMITED',
  'REGISTRY_TIMEOUT',
] as const satisfies readonly ErrorCode[]

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
    summary: 'Tags against platforms, and what is missing',
    description: '`strict=true` waits until every tag is read and answers 412 when a finding is an error.',
    query: CoverageQuery,
    status: 200,
    answers: { [JSON_TYPE]: CoverageResponse },
    errors: [
      'REFERENCE_INVALID',
      'REGISTRY_UNKNOWN',
      'NAME_UNKNOWN',
      'MANIFEST_UNKNOWN',
      'GATE_FAILED',
      ...REGISTRY_FAILURES,
    ],
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
