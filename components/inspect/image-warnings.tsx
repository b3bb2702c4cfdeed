import { FirstFew } from '@/components/ui/first-few'
import { type GlyphKind, StatusGlyph } from '@/components/ui/status-glyph'
import type { InspectWarning } from '@/lib/contract/inspect'
import { SafeText } from './safe-text'

const GLYPHS: Record<InspectWarning['code'], GlyphKind> = {
  CHILD_MISSING: 'missing',
  CHILD_UNREADABLE: 'unreadable',
  CONFIG_UNREADABLE: 'unreadable',
  PLATFORM_MISDECLARED: 'error',
  PLATFORM_DUPLICATE: 'warning',
  PLATFORM_EMPTY: 'warning',
  ATTESTATION_ORPHAN: 'warning',
  NESTED_INDEX: 'info',
  MIXED_MEDIA_TYPES: 'warning',
  NOT_AN_IMAGE: 'info',
  SCHEMA1: 'warning',
  TOO_MANY_ENTRIES: 'info',
  MANIFEST_UNKNOWN_TYPE: 'warning',
}

/** As many as a person reads before scrolling on. */
const SHOWN_MAX = 6

/** What is odd about the image, each a shape and a sentence. */
export function ImageWarnings({ warnings }: { warnings: readonly InspectWarning[] }) {
  if (warnings.length === 0) return null
  return (
    <section aria-label="What to know about this image" className="mt-3 rounded-lg border px-3 py-2">
      <FirstFew items={warnings} most={SHOWN_MAX}>
        {(some) => <WarningList warnings={some} />}
      </FirstFew>
    </section>
  )
}

function WarningList({ warnings }: { warnings: readonly InspectWarning[] }) {
  return (
    <ul>
      {warnings.map(({ code, entry, message }) => (
        <li key={`${code} ${entry} ${message}`} className="flex gap-2 py-0.5">
          <StatusGlyph kind={GLYPHS[code]} className="mt-1" />
          <span className="min-w-0 break-words">
            <SafeText text={message} />
          </span>
        </li>
      ))}
    </ul>
  )
}
