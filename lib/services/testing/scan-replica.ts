import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { ScanWish } from '../start-scan'

const REPLICA = fileURLToPath(new URL('./scan-in-process.mjs', import.meta.url))

export interface Replica {
  /** What it said so far. */
  lines: string[]
  /** Without warning, in the middle of whatever it does. */
  kill(): Promise<void>
  /** Waits until the newest scan has ended, and ends it in order. */
  finish(): Promise<void>
}

/** A process of its own that scans; resolves once it does. */
export async function startReplica(given: {
  dataDir: string
  databaseUrl: string | null
  registry: { name: string; url: string }
  /** A scan it starts before it works on any. */
  begin?: ScanWish
}): Promise<Replica> {
  const replica = spawn(process.execPath, [REPLICA, JSON.stringify(given)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  const scanning = new Promise<void>((resolve, reject) => {
    replica.once('exit', () => reject(new Error(`The replica ended:\n${lines.join('\n')}`)))
    createInterface(replica.stdout).on('line', (line) => {
      lines.push(line)
      if (line === 'scanning') resolve()
    })
  })
  await scanning
  return { lines, kill: () => end(replica, 'SIGKILL'), finish: () => end(replica, 'SIGTERM') }
}

async function end(replica: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (replica.exitCode !== null || replica.signalCode !== null) return
  const gone = once(replica, 'exit')
  replica.kill(signal)
  await gone
}
