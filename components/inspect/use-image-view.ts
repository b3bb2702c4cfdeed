'use client'

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

export const IMAGE_TABS = [
  'layers',
  'files',
  'config',
  'history',
  'who',
  'attestations',
  'referrers',
  'annotations',
  'raw',
  'text',
  'timeline',
  'uses',
] as const
export type ImageTab = (typeof IMAGE_TABS)[number]

/** What of the image is looked at. It lives in the query string: everything a person sees has a link. */
export function useImageView() {
  return useQueryStates({
    /** Null: the one that suits what it is. */
    tab: parseAsStringLiteral(IMAGE_TABS),
    platform: parseAsString,
    view: parseAsStringLiteral(['picture', 'table']).withDefault('picture'),
    /** The digest of the layer that is looked at. */
    layer: parseAsString,
    raw: parseAsStringLiteral(['manifest', 'config']).withDefault('manifest'),
    history: parseAsStringLiteral(['dockerfile', 'steps']).withDefault('dockerfile'),
  })
}

export type ImageView = ReturnType<typeof useImageView>[0]
export type SetImageView = ReturnType<typeof useImageView>[1]
