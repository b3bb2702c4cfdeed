import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { readAttestation } from '@/lib/services/read-attestation'

export const GET = handle(ENDPOINTS.readAttestation, ({ context, query, signal }) =>
  readAttestation(context, query, signal),
)
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
