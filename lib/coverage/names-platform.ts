import type { Platform } from '@/lib/oci/platform'

/** Whether an entry says what it runs on; one that does not is never a column. */
export const namesPlatform = ({ os, architecture }: Platform): boolean =>
  os !== '' && os !== 'unknown' && architecture !== '' && architecture !== 'unknown'
