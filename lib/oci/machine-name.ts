import type { Platform } from './platform'

/** The processor in words, without the operating system; what `arm` alone means to most clients is said. */
export function machineName({ architecture, variant }: Platform): string {
  if (architecture === 'arm' && !variant) return 'arm (that is v7)'
  return [architecture, variant].filter(Boolean).join('/')
}
