import { PlatformChip } from '@/components/platform/platform-chip'
import { cn } from '@/components/ui/cn'
import type { Suggestion } from '@/lib/contract/suggestions'
import { CHANGE_WORDS, sourceName } from './suggestion-words'

/** Which image each platform comes from. */
export function SuggestionSources({ suggestion }: { suggestion: Suggestion }) {
  return (
    <ul aria-label="Sources" className="flex flex-wrap gap-x-4 gap-y-1">
      {suggestion.sources.map(({ image, platform, change }) => (
        <li key={image} className="inline-flex min-w-0 flex-wrap items-center gap-x-1.5">
          <PlatformChip platform={platform} />
          <span
            title={image}
            className={cn(
              'min-w-0 break-all font-mono text-ink-2 text-xs',
              change === 'older' && 'line-through decoration-1',
            )}
          >
            {sourceName(image, suggestion.target)}
          </span>
          {CHANGE_WORDS[change] && <span className="text-ink-3 text-xs">{CHANGE_WORDS[change]}</span>}
        </li>
      ))}
    </ul>
  )
}

/** What the tag is today: nothing is said of one that is not there. */
export function TodayLine({ suggestion }: { suggestion: Suggestion }) {
  const { kind, today } = suggestion
  if (!today) return null
  return (
    <p className="flex flex-wrap items-center gap-1.5 text-ink-2 text-xs">
      Today: {kind === 'single' ? 'one image' : 'an index'}
      {today.platforms.length > 0 && ' for'}
      {today.platforms.map((platform) => (
        <PlatformChip key={JSON.stringify(platform)} platform={platform} />
      ))}
    </p>
  )
}
