import { Badge } from '@/components/ui/badge'
import { parsePlatform } from '@/lib/oci/platform'
import { PlatformChip, type PlatformStatus } from './platform-chip'

/** A platform that is known by its specifier alone, as a chip; one nobody can read stands as it is. */
export function NamedPlatform({ name, status = 'present' }: { name: string; status?: PlatformStatus }) {
  const parsed = parsePlatform(name)
  if (parsed.ok) return <PlatformChip platform={parsed.value} status={status} />
  return <Badge variant="dashed">{name === '' ? 'no platform' : name}</Badge>
}
