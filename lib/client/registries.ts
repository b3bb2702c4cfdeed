import { queryOptions } from '@tanstack/react-query'
import { ListRegistriesResponse } from '@/lib/contract/registries'
import { apiGet } from './api'

/** Every configured registry and how it is. */
export const registriesQuery = () =>
  queryOptions({
    queryKey: ['registries'],
    queryFn: ({ signal }) => apiGet('registries', {}, ListRegistriesResponse, signal),
    refetchInterval: 60_000,
  })
