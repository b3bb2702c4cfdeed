import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export interface RunningServer {
  url: string
  pid: number
  /** What it printed so far. */
  output: () => string
  /** Stops it as an operator would; answers the exit code. */
  stop: () => Promise<number | null>
}

/**
 * Starts the production server on a free port and waits until it says where it listens. Nothing of this
 * process's own configuration leaks into it. In a run of journeys a new data folder has its store already.
 */
export async function startServer(
  env: Record<string, string>,
  { cwd = ROOT }: { cwd?: string } = {},
): Promise<RunningServer> {
  const { PATH, HOME, LD_LIBRARY_PATH, TMPDIR, E2E_EMPTY_STORE } = process.env
  const data = env.MANIFOLD_DATA
  if (E2E_EMPTY_STORE && data && !existsSync(data)) await cp(E2E_EMPTY_STORE, data, { recursive: true })
  const child = spawn(process.execPath, ['server.mjs'], {
    cwd,
    env: { PATH, HOME, LD_LIBRARY_PATH, TMPDIR, NODE_ENV: 'production', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const exited = once(child, 'exit')
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const address = output.match(/listens on (http:\/\/\S+)/)?.[1]
      if (address) resolve(address)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    exited.then(() => reject(new Error(`The server ended before it listened.\n${output}`)), reject)
  })
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
    await exited
    return child.exitCode
  }
  return { url, pid: child.pid ?? 0, output: () => output, stop }
}
