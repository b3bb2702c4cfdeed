import { breakCommand, commentLines } from './dockerfile-lines'
import { readRun, shellOf, withoutNop } from './dockerfile-run'
import { instructionText } from './dockerfile-words'
import type { HistoryStep } from './image-config'

/** One instruction or comment of a reconstructed Dockerfile. */
export interface DockerfilePart {
  /** Null for a comment. */
  keyword: string | null
  /** The whole of it, with its line ends. */
  text: string
  /** Place of the history step it is made of; null for what no step says. */
  step: number | null
  /** Place of the layer that step made. */
  layer: number | null
}

/** What a history does not tell, where it matters for this one. */
export type DockerfileLimit =
  | 'BASE_UNKNOWN'
  | 'BASE_END_UNKNOWN'
  | 'STAGES_LOST'
  | 'SOURCES_HASHED'
  | 'EXEC_FORM_GUESSED'
  | 'HEREDOC_LOST'
  | 'OTHER_BUILDER'
  | 'NO_COMMAND'

export interface Dockerfile {
  parts: DockerfilePart[]
  limits: DockerfileLimit[]
}

export interface DockerfileImage {
  history: readonly (Pick<HistoryStep, 'createdBy' | 'comment' | 'emptyLayer'> & { layer: number | null })[]
  /** Of the config: they tell where one value ends and the next begins, which the history does not. */
  env: readonly string[]
  labels: Readonly<Record<string, string>>
  windows: boolean
  /** What it was built from, and how many of the layers are that; null where nobody knows. */
  base: { name: string; layers: number | null } | null
}

/**
 * A Dockerfile that fits the history of an image: BuildKit's steps, those of the classic builder, buildah's and
 * kaniko's as instructions, anything else as comments. Never throws, whatever the history says; `limits` are what
 * it cannot know.
 */
export function dockerfileOf(image: DockerfileImage): Dockerfile {
  const reading: Reading = {
    image,
    shell: shellOf(image.windows ? 'cmd /S /C' : '/bin/sh -c'),
    limits: new Set(),
  }
  const { name, first } = baseOf(reading)
  const steps = image.history.flatMap((step, place) =>
    place < first ? [] : [{ ...readStep(step, reading), step: place, layer: step.layer }],
  )
  const head = headOf(name, first, image)
  return { parts: [...head, ...steps], limits: LIMITS.filter((limit) => reading.limits.has(limit)) }
}

/** The file itself. */
export const dockerfileText = ({ parts }: Dockerfile): string =>
  `${parts.map(({ text }) => text).join('\n')}\n`

export interface Reading {
  image: DockerfileImage
  /** The one that RUN is given to, as SHELL last said. */
  shell: ReturnType<typeof shellOf>
  limits: Set<DockerfileLimit>
}

type StepPart = Pick<DockerfilePart, 'keyword' | 'text'>

const LIMITS: readonly DockerfileLimit[] = [
  'BASE_UNKNOWN',
  'BASE_END_UNKNOWN',
  'STAGES_LOST',
  'SOURCES_HASHED',
  'EXEC_FORM_GUESSED',
  'HEREDOC_LOST',
  'OTHER_BUILDER',
  'NO_COMMAND',
]

const INSTRUCTION =
  /^(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR) (.*)$/s

function headOf(name: string | null, left: number, { windows }: DockerfileImage): DockerfilePart[] {
  const texts = [
    // The directive has to be the first line; without it every path of Windows would escape something.
    ...(windows ? ['# escape=`'] : []),
    `FROM ${name === null ? 'scratch' : name.replace(/\s+/g, ' ')}`,
    ...(left > 0
      ? [`# ${left === 1 ? '1 step of the base is' : `${left} steps of the base are`} left out.`]
      : []),
  ]
  return texts.map((text) => ({
    keyword: text.startsWith('FROM') ? 'FROM' : null,
    text,
    step: null,
    layer: null,
  }))
}

/** What the image begins with, and the first step that is its own. */
function baseOf({ image, limits }: Reading): { name: string | null; first: number } {
  const { base, history } = image
  if (base !== null) {
    limits.add('BASE_END_UNKNOWN')
    const last =
      base.layers === null ? -1 : history.findIndex(({ layer }) => layer === (base.layers ?? 0) - 1)
    return { name: base.name, first: last + 1 }
  }
  // buildah writes beside every step what it began with.
  const place = history.findIndex(({ comment }) => comment !== null && /^FROM \S+$/.test(comment))
  const name = history[place]?.comment?.slice('FROM '.length)
  if (name !== undefined) return { name, first: place }
  if (history.length > 0) limits.add('BASE_UNKNOWN')
  return { name: null, first: 0 }
}

function readStep({ createdBy, comment }: DockerfileImage['history'][number], reading: Reading): StepPart {
  const whole = createdBy?.trim() ?? ''
  if (whole === '') {
    reading.limits.add('NO_COMMAND')
    return { keyword: null, text: commentLines(comment?.trim() || 'a step without a command') }
  }
  const buildkit = whole.endsWith(BUILDKIT_SUFFIX)
  const text = buildkit ? whole.slice(0, -BUILDKIT_SUFFIX.length).trimEnd() : whole
  const instruction = INSTRUCTION.exec(withoutNop(text, reading.shell))
  if (instruction) {
    const [, keyword = '', rest = ''] = instruction
    return { keyword, text: instructionText(keyword, rest.trim(), reading) }
  }
  const run = readRun(text, buildkit, reading)
  if (run) return { keyword: 'RUN', text: breakCommand(run, reading.image.windows) }
  reading.limits.add('OTHER_BUILDER')
  return { keyword: null, text: commentLines(comment ? `${text}\n${comment}` : text) }
}

const BUILDKIT_SUFFIX = '# buildkit'
