import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { listAttestations } from '@/lib/services/list-attestations'

export const GET = handle(ENDPOINTS.listAttestations, ({ context, query, signal }) =>
  listAttestations(context, query, signal),
)
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
