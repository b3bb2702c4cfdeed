import net from 'node:net'

/**
 * @param {number} [wanted] tried first
 * @returns {Promise<number>} a port of 127.0.0.1 that is free now
 */
export async function freePort(wanted = 0) {
  if (wanted !== 0 && !(await isPortFree(wanted))) return freePort()
  return (await probe(wanted)) ?? freePort()
}

/** @param {number} port */
export const isPortFree = async (port, host = '127.0.0.1') => (await probe(port, host)) !== null

/** @returns {Promise<number | null>} the port, null when it is taken */
function probe(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', () => resolve(null))
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address()
      const found = typeof address === 'object' && address !== null ? address.port : null
      server.close(() => resolve(found))
    })
  })
}
