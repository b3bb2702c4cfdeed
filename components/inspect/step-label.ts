import type { InspectedLayer } from '@/lib/contract/inspect'

const SHELL = /^(?:\|\d+ .*?)?\/bin\/sh -c /
const BUILDKIT = '# buildkit'
const NO_OPERATION = /^(?:\/bin\/sh -c )?#\(nop\)\s*/

/** A history step as its Dockerfile line, without what the builder wrapped around it. */
export function stepText(createdBy: string): string {
  const whole = createdBy.trim()
  // No expression looks for the space before it: in a step of megabytes it would look for long.
  const text = whole.endsWith(BUILDKIT) ? whole.slice(0, -BUILDKIT.length).trimEnd() : whole
  if (NO_OPERATION.test(text)) return text.replace(NO_OPERATION, '')
  if (SHELL.test(text)) return `RUN ${text.replace(SHELL, '')}`
  return text.replace(/^RUN (?:\|\d+ .*?)?\/bin\/sh -c /, 'RUN ')
}

/** Short enough for a block: the first words of the step, else its name, else what it is and its place. */
export function layerLabel({ createdBy, title, mediaType }: LabelledLayer, place: number): string {
  const text = createdBy === null ? '' : stepText(createdBy).replace(/\s+/g, ' ')
  if (text === '' && title) return title.slice(0, LABEL_MAX)
  if (text === '') return `${FILESYSTEM.test(mediaType) ? 'layer' : 'file'} ${place + 1}`
  const words = /^(?:ADD|COPY) (?:--\S+ )*(?:(?:file|dir|multi):\S+ )?(?:in )?(.*)$/.exec(text)?.[1]
  const label = words ? `${text.slice(0, text.indexOf(' '))} ${words}` : text.replace(/^RUN /, '')
  return label.slice(0, LABEL_MAX)
}

const LABEL_MAX = 80

type LabelledLayer = Pick<InspectedLayer, 'createdBy' | 'mediaType'> & { title?: string | null }

const FILESYSTEM = /^application\/vnd\.(?:oci\.image\.layer|docker\.image\.rootfs)\./
