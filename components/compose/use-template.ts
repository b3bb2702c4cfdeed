'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useDebounced } from '@/components/ui/use-debounced'
import { type ApiError, toApiError } from '@/lib/client/api'
import { planQuery } from '@/lib/client/compositions'
import { expandTemplate } from '@/lib/composition/template'
import { COMMON_PLATFORMS, type ListedPlatform, readPlatformList } from '@/lib/composition/template-platforms'
import { type TemplateFinding, templateFindings, templateSpec } from './template-state'

const PAUSE_MS = 300

/** What a person has typed; it outlives the dialog, since the next release is named alike. */
export interface WrittenTemplate {
  template: string
  list: string
}

export const NO_TEMPLATE: WrittenTemplate = { template: '', list: COMMON_PLATFORMS.join(' ') }

export interface Template extends WrittenTemplate {
  /** Platforms of the list that are none, or one too many. */
  faults: { text: string; message: string }[]
  /** Why the template cannot work; null while it can, and while there is none. */
  failure: string | null
  findings: TemplateFinding[]
  /** True while some of the findings are still being looked up. */
  looking: boolean
  /** Why nothing could be looked up. */
  error: ApiError | null
  retry: () => void
}

/** What a template comes to as it is typed, and what is behind each reference. Asked for after a pause. */
export function useTemplate({ template, list }: WrittenTemplate): Template {
  const listed = useMemo(() => readPlatformList(list), [list])
  const expanded = useMemo(() => expandTemplate(template, listed.flatMap(usable)), [template, listed])
  const rows = expanded.ok ? expanded.value : []
  const spec = rows.some(({ reference }) => reference !== null) ? templateSpec(rows) : ''
  const settled = useDebounced(spec, PAUSE_MS)
  const query = useQuery({
    ...planQuery(settled),
    enabled: settled !== '' && settled === spec,
    placeholderData: keepPreviousData,
  })
  const behind = settled !== spec || query.isPlaceholderData || query.isFetching
  return {
    template,
    list,
    faults: listed.flatMap(({ text, result }) =>
      result.ok ? [] : [{ text, message: result.error.message }],
    ),
    failure: expanded.ok || template.trim() === '' ? null : expanded.error.message,
    findings: templateFindings(rows, query.data ?? null),
    looking: spec !== '' && behind,
    error: query.error && !behind ? toApiError(query.error) : null,
    retry: () => void query.refetch(),
  }
}

const usable = ({ result }: ListedPlatform) => (result.ok ? [result.value] : [])
