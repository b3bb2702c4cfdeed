import type { Problem, ProblemFix } from '@/lib/composition/problems'

/** What the button of a fix says: a verb and the thing. `platform` is the problem's. */
export function fixInWords(fix: ProblemFix, platform?: Problem['platform']): string {
  switch (fix.kind) {
    case 'set-platform':
      return `Use ${platformWords(fix.platform)}`
    case 'remove-entry':
      return 'Remove this entry'
    case 'set-format':
      return fix.format === null ? 'Choose the format by itself' : `Use format ${fix.format}`
    case 'rename-key':
      return `Rename it to ${fix.to}`
    case 'set-target':
      return `Use ${fix.image}`
    case 'set-source':
      return 'Keep the one you saw'
    case 'expand-entry':
      return 'List its entries one by one'
    case 'add-entry':
      if (fix.platform) return `Add ${platformWords(fix.platform)}`
      return platform ? `Keep ${platform}` : `Add ${fix.image}`
  }
}

/** The keys of a fix are those of the YAML: `osversion` is how manifest-tool spells it. */
function platformWords(platform: Record<string, string | string[]>): string {
  const { os, architecture, variant } = platform
  const version = platform['os.version'] ?? platform.osversion
  const parts = [os, architecture, variant].filter((part) => typeof part === 'string' && part !== '')
  return [parts.join('/'), version ? `os.version ${version}` : ''].filter(Boolean).join(', ')
}
