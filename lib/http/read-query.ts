import 'server-only'
import type { z } from 'zod'
import { ServiceError } from '@/lib/services/service-error'

/** The query string through its schema. A name given twice is refused: nobody can say which one was meant. */
export function readQuery<Query extends z.ZodType>(
  schema: Query | undefined,
  request: Request,
): z.output<Query> {
  const given = new URL(request.url).searchParams
  const names = [...given.keys()]
  const repeated = names.find((name, place) => names.indexOf(name) !== place)
  if (schema && repeated !== undefined) {
    throw new ServiceError('REQUEST_INVALID', `The query names "${repeated}" more than once.`)
  }
  // Without a schema the query is none of our business (the v2 proxy hands it on).
  return (schema ? schema.parse(Object.fromEntries(given)) : undefined) as z.output<Query>
}
