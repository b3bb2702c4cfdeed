'use client'

import { parseAsBoolean, parseAsString, useQueryStates } from 'nuqs'

/** What is audited and what is shown of it. It lives in the query string: a finding can be sent as a link. */
export function useCoverageView() {
  return useQueryStates({
    registry: parseAsString.withDefault(''),
    repository: parseAsString.withDefault(''),
    require: parseAsString.withDefault(''),
    missing: parseAsBoolean.withDefault(false),
  })
}
