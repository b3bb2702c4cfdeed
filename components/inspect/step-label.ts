import type { InspectedLayer } from '@/lib/contract/inspect'

const SHELL = /^(?:\|\d+ .*?)?\/bin\/sh -c /
const NO_OPERATION = /^(?:\/bin\/sh -c )?#\(nop\)\s*/

/** A history step as its Dockerfile line, without what the builder wrapped around it. */
export function stepText(createdBy: string): string {
  const text = createdBy.replace(/\s*# buildkit$/, '').trim()
  if (NO_OPERATION.test(text)) return text.replace(NO_OPERATION, '')
  if (SHELL.test(text)) return `RUN ${text.replace(SHELL, '')}`
  return text.replace(/^RUN (?:\|\d+ .*?)?\/bin\/sh -c /, 'RUN ')
}

/** Short enough for a block: the first words of the step, else what the layer is and its place. */
export function layerLabel({ createdBy, mediaType }: LabelledLayer, place: number): string {
  const text = createdBy === null ? '' : stepText(createdBy).replace(/\s+/g, ' ')
  if (text === '') return `${FILESYSTEM.test(mediaType) ? 'layer' : 'file'} ${place + 1}`
  const words = /^(?:ADD|COPY) (?:--\S+ )*(?:(?:file|dir|multi):\S+ )?(?:in )?(.*)$/.exec(text)?.[1]
  const label = words ? `${text.slice(0, text.indexOf(' '))} ${words}` : text.replace(/^RUN /, '')
  return label.slice(0, 80)
}

type LabelledLayer = Pick<InspectedLayer, 'createdBy' | 'mediaType'>

const FILESYSTEM = /^application\/vnd\.(?:oci\.image\.layer|docker\.image\.rootfs)\./
