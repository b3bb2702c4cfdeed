import type { Reading } from './dockerfile-history'

/** What a RUN is given to: `/bin/sh -c`, as the history writes it in front of the command. */
export interface Shell {
  text: string
  windows: boolean
}

export const shellOf = (text: string): Shell => ({ text, windows: WINDOWS.test(text) })

/** A command as people write it behind RUN. */
export interface RunCommand {
  /** In the order given. */
  buildArguments: string[]
  command: string
}

const WINDOWS = /^(?:\S*\\)?(?:cmd|powershell|pwsh)(?:\.exe)?(?: |$)/i

/** Shells that stand in front of a command though no SHELL said so: the base may have been squashed. */
const KNOWN = [
  '/bin/sh -c',
  '/bin/bash -c',
  '/bin/bash -o pipefail -c',
  '/bin/ash -c',
  '/bin/ash -eo pipefail -c',
  '/usr/bin/bash -c',
  'cmd /S /C',
  'powershell -Command',
  'pwsh -Command',
]

/** A step of the classic builder that changed the config alone, without the shell that never ran it. */
export function withoutNop(text: string, shell: Shell): string {
  const before = [shell.text, ...KNOWN].find((known) => text.startsWith(`${known} ${NOP}`))
  if (before !== undefined) return text.slice(before.length + 1 + NOP.length).trimStart()
  return text.startsWith(NOP) ? text.slice(NOP.length).trimStart() : text
}

const NOP = '#(nop)'

/** The command of a RUN, from any builder; null where the step is none. */
export function readRun(text: string, buildkit: boolean, reading: Reading): RunCommand | null {
  const named = text.startsWith('RUN ')
  const { buildArguments, rest } = splitArguments(
    named ? text.slice('RUN '.length).trimStart() : text,
    reading,
  )
  const shell = shellBefore(rest, reading)
  if (shell !== null) {
    const command = rest.slice(shell.length + 1)
    // Only the shell that SHELL named may be left out.
    const own = shell === reading.shell.text
    return { buildArguments, command: own ? command.trim() : execForm([...shell.split(' '), command.trim()]) }
  }
  if (!named) return null
  if (!buildkit) return { buildArguments, command: rest }
  if (rest.startsWith('/dev/pipes/')) reading.limits.add('HEREDOC_LOST')
  else reading.limits.add('EXEC_FORM_GUESSED')
  return { buildArguments, command: execForm(rest.split(/\s+/)) }
}

const shellBefore = (text: string, { shell }: Reading): string | null =>
  [shell.text, ...KNOWN].find((known) => text.startsWith(`${known} `)) ?? null

const execForm = (words: string[]): string => `[${words.map((word) => JSON.stringify(word)).join(', ')}]`

/** `|2 A=1 B=2 /bin/sh -c ...`: values are not quoted, so they reach to the shell. */
function splitArguments(text: string, { shell }: Reading): { buildArguments: string[]; rest: string } {
  const count = Number(/^\|(\d{1,3}) /.exec(text)?.[1] ?? 0)
  if (count === 0) return { buildArguments: [], rest: text }
  const behind = text.slice(text.indexOf(' ') + 1)
  const starts = [shell.text, ...KNOWN].map((known) => behind.indexOf(` ${known} `)).filter((at) => at >= 0)
  const end = starts.length > 0 ? Math.min(...starts) : afterWords(behind, count)
  return {
    buildArguments: behind.slice(0, end).split(/ (?=[A-Za-z_][A-Za-z0-9_]*=)/),
    rest: behind.slice(end).trimStart(),
  }
}

function afterWords(text: string, count: number): number {
  let at = 0
  for (let word = 0; word < count && at >= 0; word++) at = text.indexOf(' ', at + 1)
  return at < 0 ? text.length : at
}
