import { type RestoreRequest, RestoreResult } from '@/lib/contract/restores'
import { apiPost } from './api'

/** Puts one tag back, or removes it where `digest` is null. Throws `ApiError`. */
export const restoreTag = (request: RestoreRequest): Promise<RestoreResult> =>
  apiPost('restores', request, RestoreResult)
