import type { SeedPlatform } from './seed-platforms'

export const MOMENTS = ['first', 'moved', 'emptied'] as const
/** A state of the plan, and the look an audit takes at it. */
export type Moment = (typeof MOMENTS)[number]

export interface TrueFinding {
  code: string
  severity: 'error' | 'warning' | 'info'
  platform: string | null
}

export function finding(
  code: string,
  severity: TrueFinding['severity'],
  platform: SeedPlatform | null = null,
): TrueFinding {
  return { code, severity, platform: platform?.key ?? null }
}

/** A requirement without a build of Windows is met by any. */
export const meets = (platform: SeedPlatform | null, wanted: SeedPlatform): boolean =>
  platform !== null && (platform.key === wanted.key || platform.plain === wanted.key)
