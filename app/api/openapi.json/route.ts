import { ENDPOINTS } from '@/lib/contract/endpoints'
import { openApiDocument } from '@/lib/contract/openapi'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import packageJson from '@/package.json'

export const GET = handle(ENDPOINTS.openapi, async () => openApiDocument(packageJson.version))
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
