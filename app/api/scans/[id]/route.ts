import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { getScan, stopScan } from '@/lib/services/watch-scans'

export const GET = handle(ENDPOINTS.getScan, ({ context, params }) => getScan(context, String(params.id)))
export const DELETE = handle(ENDPOINTS.stopScan, ({ context, params }) =>
  stopScan(context, String(params.id)),
)
export const { POST, PUT, PATCH } = methodNotAllowed('GET, HEAD, DELETE')
