import { OsGlyph } from '@/components/platform/os-glyph'
import { platformHue } from '@/components/platform/platform-hue'
import { osVersionLabel, platformLabel, platformTitle } from '@/components/platform/platform-label'
import { type Platform, parsePlatform } from '@/lib/oci/platform'

const HEAD = 'sticky top-0 z-10 border-b bg-panel pb-1.5 align-bottom font-medium text-2xs text-ink-2'

/** The columns, kept in sight while the rows scroll. */
export function MatrixHead({ platforms }: { platforms: readonly string[] }) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className={`${HEAD} left-0 z-20 min-w-36 pr-3`}>
          Tag
        </th>
        {platforms.map((key) => (
          <th key={key} scope="col" className={`${HEAD} min-w-14 px-1 text-center`}>
            <ColumnName name={key} platform={platformOf(key)} />
          </th>
        ))}
        <th scope="col" className={`${HEAD} min-w-10 px-1 text-center`} title="Attestations">
          att.
        </th>
        <th scope="col" className={`${HEAD} min-w-56 pl-3`}>
          Findings
        </th>
      </tr>
    </thead>
  )
}

function ColumnName({ name, platform }: { name: string; platform: Platform | null }) {
  if (!platform) return <span className="font-mono">{name}</span>
  const release = osVersionLabel(platform)
  return (
    <span
      title={platformTitle(platform)}
      style={platformHue(platform)}
      className="inline-flex flex-col items-center gap-0.5 font-mono"
    >
      <OsGlyph os={platform.os} className="arch-mark" />
      <span className="whitespace-nowrap">{platformLabel(platform)}</span>
      {release && <span className="text-ink-3">{release}</span>}
    </span>
  )
}

/** A column is a normalised specifier, so it parses; a name that does not is shown as it is. */
export function platformOf(key: string): Platform | null {
  const parsed = parsePlatform(key)
  return parsed.ok ? parsed.value : null
}
