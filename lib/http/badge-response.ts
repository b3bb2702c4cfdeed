import 'server-only'
import { makeBadge } from 'badge-maker'
import type { tagBadge } from '@/lib/services/tag-badge'

type Badge = Awaited<ReturnType<typeof tagBadge>>

/** Dark enough for white letters (WCAG 2.2 AA), the words beside them say the same. */
const COLORS: Record<Badge['tone'], string> = {
  good: '#2c7a4b',
  warning: '#8a6400',
  bad: '#b3261e',
  unknown: '#6b6f76',
}

/** The badge as SVG. Texts are escaped by its maker; opened as a page of its own it may do nothing either. */
export function badgeResponse({ label, message, tone }: Badge): Response {
  return new Response(makeBadge({ label, message, color: COLORS[tone] }), {
    headers: {
      'content-type': 'image/svg+xml; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
  })
}
