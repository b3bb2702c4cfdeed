import { ENDPOINTS } from '@/lib/contract/endpoints'
import { fileResponse } from '@/lib/http/file-response'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { exportCoverage } from '@/lib/services/export-coverage'
import { reportCoverage } from '@/lib/services/report-coverage'
import packageJson from '@/package.json'

export const GET = handle(ENDPOINTS.auditCoverage, async ({ context, query, signal }) => {
  const { format } = query
  if (format === 'json') return reportCoverage(context, query, signal)
  const readPage = (page: typeof query) => reportCoverage(context, page, signal)
  return fileResponse(await exportCoverage({ query, format, version: packageJson.version, readPage }), signal)
})
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
