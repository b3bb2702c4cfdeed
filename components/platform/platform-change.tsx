import { NamedPlatform } from './named-platform'

interface PlatformChangeProps {
  sign: '+' | '~' | '=' | '−'
  /** What the sign means. */
  word: string
  /** As specifiers: `linux/arm/v7`. */
  platforms: readonly string[]
}

/** Platforms that went one way, as chips behind their sign; nothing where there are none. */
export function PlatformChange({ sign, word, platforms }: PlatformChangeProps) {
  if (platforms.length === 0) return null
  return (
    <span className="inline-flex flex-wrap items-center gap-1">
      <span className="text-ink-2 text-xs">
        <span aria-hidden className="mr-1 font-mono font-semibold">
          {sign}
        </span>
        {word}
      </span>
      {platforms.map((platform) => (
        <NamedPlatform key={platform} name={platform} status={sign === '−' ? 'missing' : 'present'} />
      ))}
    </span>
  )
}
