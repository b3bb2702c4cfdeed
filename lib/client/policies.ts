import { queryOptions } from '@tanstack/react-query'
import {
  Ignore,
  type IgnoreRequest,
  ListIgnoresResponse,
  ListPoliciesResponse,
  Policy,
  type PolicyRequest,
} from '@/lib/contract/policies'
import { apiDelete, apiGet, apiPost } from './api'

/** What tags have to have: of manifold.yaml, and made here. */
export const policiesQuery = () =>
  queryOptions({
    queryKey: ['policies'],
    queryFn: ({ signal }) => apiGet('policies', {}, ListPoliciesResponse, signal),
  })

export const addPolicy = (policy: PolicyRequest) => apiPost('policies', policy, Policy)
export const removePolicy = (id: string) => apiDelete(`policies/${encodeURIComponent(id)}`)

/** Findings somebody chose to live with for a while. */
export const ignoresQuery = () =>
  queryOptions({
    queryKey: ['ignores'],
    queryFn: ({ signal }) => apiGet('ignores', {}, ListIgnoresResponse, signal),
  })

export const addIgnore = (ignore: IgnoreRequest) => apiPost('ignores', ignore, Ignore)
export const removeIgnore = (id: string) => apiDelete(`ignores/${encodeURIComponent(id)}`)
