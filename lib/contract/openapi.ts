import { z } from 'zod'
import type { AnswerContent, Endpoint } from './endpoint'
import { ENDPOINTS } from './endpoints'
import { ApiErrorBody, type ErrorCode, STATUS_OF_CODE } from './error'

type Json = Record<string, unknown>

/** Codes any call can answer with, whatever it does. */
const COMMON_CODES: ErrorCode[] = ['REQUEST_INVALID', 'ORIGIN_REFUSED', 'INTERNAL']
const JSON_TYPE = 'application/json'
const YAML_TYPE = 'application/yaml'

/** The OpenAPI 3.1 document, made from the same table and schemas the handlers run on. */
export function openApiDocument(version: string): Json {
  const schemas: Json = {}
  const paths: Record<string, Json> = {}
  for (const [name, endpoint] of Object.entries(ENDPOINTS)) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: operation(name, endpoint, schemas),
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Manifold',
      version,
      description: 'Browse, inspect, compose and audit multi-architecture container images.',
    },
    paths,
    components: { schemas },
  }
}

function operation(operationId: string, endpoint: Endpoint, schemas: Json): Json {
  const { summary, description, body, bodyType = JSON_TYPE } = endpoint
  return {
    operationId,
    summary,
    ...(description && { description }),
    parameters: [...pathParameters(endpoint.path), ...queryParameters(endpoint.query, schemas)],
    ...(body && {
      requestBody: { required: true, content: bodyContent(bodyType, schemaOf(body, 'input', schemas)) },
    }),
    responses: { ...success(endpoint, schemas), ...failures(endpoint, schemas) },
  }
}

/** What takes a spec takes it as YAML too. */
function bodyContent(type: string, schema: Json): Json {
  const takesSpec = typeof schema.properties === 'object' && 'spec' in { ...schema.properties }
  return {
    [type]: { schema },
    ...(takesSpec && { [YAML_TYPE]: { schema: { type: 'string', description: 'The spec itself.' } } }),
  }
}

const pathParameters = (path: string): Json[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))

function queryParameters(query: z.ZodType | undefined, schemas: Json): Json[] {
  if (!query) return []
  const { properties = {}, required = [] } = schemaOf(query, 'input', schemas) as {
    properties?: Json
    required?: string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}

function success({ status, answers }: Endpoint, schemas: Json): Json {
  const content = Object.entries(answers).map(([type, answer]) => [
    type,
    { schema: answerSchema(answer, schemas) },
  ])
  return { [status]: { description: 'What was asked for.', content: Object.fromEntries(content) } }
}

function answerSchema(answer: AnswerContent, schemas: Json): Json {
  if (answer === 'text') return { type: 'string' }
  return answer === 'bytes' ? {} : schemaOf(answer, 'output', schemas)
}

/** One response a status, naming every code that has it. */
function failures({ errors }: Endpoint, schemas: Json): Json {
  const codes = [...new Set([...COMMON_CODES, ...errors])]
  const schema = schemaOf(ApiErrorBody, 'output', schemas)
  const statuses = [...new Set(codes.map((code) => STATUS_OF_CODE[code]))]
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: codes.filter((code) => STATUS_OF_CODE[code] === status).join(', '),
        content: { 'application/json': { schema } },
      },
    ]),
  )
}

/** A schema as JSON Schema 2020-12; what has an id of its own moves to the components. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  const {
    $schema: _,
    $defs,
    ...json
  } = rewriteReferences(z.toJSONSchema(schema, { io, unrepresentable: 'any' })) as Json
  Object.assign(schemas, $defs)
  return json
}

function rewriteReferences(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/'))
}
