import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { startScan } from '@/lib/services/start-scan'
import { listScans } from '@/lib/services/watch-scans'

export const GET = handle(ENDPOINTS.listScans, ({ context, query }) => listScans(context, query))
export const POST = handle(ENDPOINTS.startScan, ({ context, body }) => startScan(context, body))
export const { PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD, POST')
