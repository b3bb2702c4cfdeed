'use client'

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

export const IMAGE_TABS = [
  'layers',
  'config',
  'history',
  'who',
  'attestations',
  'annotations',
  'raw',
  'text',
] as const
export type ImageTab = (typeof IMAGE_TABS)[number]

/** What of the image is looked at. It lives in the query string: everything a person sees has a link. */
export function useImageView() {
  return useQueryStates({
    tab: parseAsStringLiteral(IMAGE_TABS).withDefault('layers'),
    platform: parseAsString,
    view: parseAsStringLiteral(['picture', 'table']).withDefault('picture'),
  })
}

export type ImageView = ReturnType<typeof useImageView>[0]
export type SetImageView = ReturnType<typeof useImageView>[1]
