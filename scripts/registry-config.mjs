import { randomUUID } from 'node:crypto'

/**
 * The configuration file of CNCF distribution. JSON is YAML, and quotes every path for us.
 * @param {import('./registry-process.mjs').RegistryOptions & { port: number }} options
 * @returns {string}
 */
export function registryConfig(options) {
  const config = {
    version: 0.1,
    log: { level: 'warn', accesslog: { disabled: options.accessLog === false } },
    storage: {
      filesystem: { rootdirectory: `${options.dataDir}/blobs` },
      delete: { enabled: options.delete ?? true },
      maintenance: { readonly: { enabled: options.readOnly ?? false }, uploadpurging: { enabled: false } },
    },
    http: {
      addr: `127.0.0.1:${options.port}`,
      ...(options.tls && { tls: options.tls }),
      secret: randomUUID(),
    },
    ...(options.auth && { auth: authConfig(options.auth) }),
    ...(options.proxyOf && { proxy: { remoteurl: options.proxyOf } }),
    ...(options.notify && { notifications: { endpoints: [endpoint(options.notify)] } }),
  }
  return `${JSON.stringify(config, null, 2)}\n`
}

/** @param {NonNullable<import('./registry-process.mjs').RegistryOptions['auth']>} auth */
function authConfig(auth) {
  return 'htpasswd' in auth ? { htpasswd: { realm: 'registry', path: auth.htpasswd } } : { token: auth.token }
}

/**
 * Pulls and blobs change no tag: telling of them would cost as much as a scan that pulls.
 * @param {NonNullable<import('./registry-process.mjs').RegistryOptions['notify']>} notify
 */
const endpoint = ({ url, token }) => ({
  name: 'manifold',
  url,
  headers: { Authorization: [`Bearer ${token}`] },
  timeout: '2s',
  threshold: 3,
  backoff: '1s',
  ignore: { actions: ['pull'], mediatypes: ['application/octet-stream'] },
})
