import 'server-only'
import { isIP } from 'node:net'
import type { Config } from '@/lib/config'
import { ServiceError } from '@/lib/services/service-error'

type GuardConfig = Pick<Config, 'hostNames' | 'publicUrl' | 'loopbackOnly'>

/** Refuses names that are not ours: a page elsewhere can point its own name at this server (DNS rebinding). */
export function checkHost(request: Request, config: GuardConfig): void {
  const name = hostName(request.headers.get('host') ?? '')
  // An address cannot be rebound; away from loopback people may well use one.
  if (config.hostNames.has(name) || (!config.loopbackOnly && isIP(name.replace(/^\[|\]$/g, '')) > 0)) return
  throw new ServiceError('ORIGIN_REFUSED', `Manifold does not answer to the name "${name}".`, {
    hint: 'Set PUBLIC_URL to the address people open it under.',
  })
}

/** Refuses writes another site's page could make a browser send. No such headers: not a browser. */
export function checkWrite(request: Request, config: GuardConfig): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  const foreign = site !== null && site !== 'same-origin' && site !== 'none'
  if (!foreign && (origin === null || isOurs(origin, request, config))) return
  throw new ServiceError('ORIGIN_REFUSED', 'This change came from another site and was not made.', {
    hint: 'Open Manifold itself, or set PUBLIC_URL to the address people open it under.',
  })
}

function isOurs(origin: string, request: Request, config: GuardConfig): boolean {
  if (!URL.canParse(origin)) return false
  const url = new URL(origin)
  return url.origin === config.publicUrl?.origin || url.host === request.headers.get('host')?.toLowerCase()
}

/** The host without its port, lower case; `[::1]` keeps its brackets. */
function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '')
}
