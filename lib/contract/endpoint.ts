import type { z } from 'zod'
import type { ErrorCode } from './error'

/** One answer body: a schema for JSON, or words for what is not described by one. */
export type AnswerContent = z.ZodType | 'text' | 'bytes'

/** One call of the API: what it takes, what it answers, and every code it can fail with. */
export interface Endpoint<Query extends z.ZodType = z.ZodType, Body extends z.ZodType = z.ZodType> {
  method: 'GET' | 'HEAD' | 'POST' | 'DELETE'
  /** As in OpenAPI: `{name}` stands for a path parameter. */
  path: string
  summary: string
  description?: string
  query?: Query
  /** A JSON body. A YAML body is its `spec`, as text. */
  body?: Body
  /** The one media type of a body that is JSON of a kind of its own, and is never YAML. */
  bodyType?: string
  /** Bytes; 1 MiB without it. */
  bodyBytesMax?: number
  /** Answers under any name: its caller shows a secret, which a page of another site cannot. */
  anyHost?: boolean
  status: 200 | 201
  /** Media type -> body. */
  answers: Record<string, AnswerContent>
  errors: readonly ErrorCode[]
}

/** Keeps the schemas' exact types, which the handlers' arguments come from. */
export const endpoint = <Query extends z.ZodType, Body extends z.ZodType>(
  definition: Endpoint<Query, Body>,
): Endpoint<Query, Body> => definition
