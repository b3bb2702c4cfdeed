import { queryOptions } from '@tanstack/react-query'
import { RepairResponse } from '@/lib/contract/history'
import { apiGet } from './api'

/** The composition that mends a tag; its `spec` is null where none can. */
export const repairQuery = (ref: string) =>
  queryOptions({
    queryKey: ['repairs', ref],
    queryFn: ({ signal }) => apiGet('repairs', { ref }, RepairResponse, signal),
  })
