import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { manifestResponse } from '@/lib/http/manifest-response'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { formatInspection } from '@/lib/services/format-inspection'
import { inspectImage, readManifestOf } from '@/lib/services/inspect-image'

export const GET = handle(ENDPOINTS.inspect, async ({ context, query, signal }) => {
  if (query.format === 'raw') return manifestResponse((await readManifestOf(context, query, signal)).manifest)
  const inspection = await inspectImage(context, query, signal)
  return query.format === 'text' ? new Response(formatInspection(inspection)) : inspection
})
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
