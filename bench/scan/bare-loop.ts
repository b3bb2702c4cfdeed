import { Agent } from 'undici'
import type { Request } from './seeded-registry'

/** The same requests over kept-alive connections, every answer read to its end and nothing made of it. */
export async function runBareLoop(
  url: string,
  requests: readonly Request[],
  concurrency: number,
): Promise<void> {
  const agent = new Agent({ connections: concurrency, pipelining: 1 })
  let next = 0
  const loop = async (): Promise<void> => {
    for (let request = requests[next++]; request; request = requests[next++]) {
      const { statusCode, body } = await agent.request({
        ...{ origin: url, method: 'GET', path: request.path },
        headers: { ...request.headers, 'accept-encoding': 'identity' },
      })
      await body.arrayBuffer()
      if (statusCode !== 200 && statusCode !== 304)
        throw new Error(`${request.path} was answered with ${statusCode}.`)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, loop))
  await agent.close()
}
