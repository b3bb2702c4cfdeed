import { ENDPOINTS } from '@/lib/contract/endpoints'
import { blobResponse } from '@/lib/http/blob-response'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { readFile } from '@/lib/services/read-file'

export const GET = handle(ENDPOINTS.readFile, async ({ context, query, signal }) =>
  blobResponse({ ...(await readFile(context, query, signal)), download: query.download }),
)
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
