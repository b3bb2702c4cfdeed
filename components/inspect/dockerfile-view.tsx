'use client'

import { useMemo } from 'react'
import { Bytes } from '@/components/ui/bytes'
import { CopyButton } from '@/components/ui/copy-button'
import { DownloadLink } from '@/components/ui/download-link'
import type { InspectedPlatform } from '@/lib/contract/inspect'
import {
  type DockerfileImage,
  type DockerfileLimit,
  type DockerfilePart,
  dockerfileOf,
  dockerfileText,
} from '@/lib/oci/dockerfile-history'
import { dockerfileBase, type KnownBase } from './base-image'
import { LayerLink } from './layer-link'
import { SafeText } from './safe-text'

interface DockerfileViewProps {
  platform: InspectedPlatform
  base: KnownBase
  entryKey: string | null
}

/** A Dockerfile that fits the history, every instruction beside the layer it made. */
export function DockerfileView({ platform, base, entryKey }: DockerfileViewProps) {
  const file = useMemo(() => dockerfileOf(dockerfileImage(platform, base)), [platform, base])
  const text = dockerfileText(file)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="max-w-prose text-ink-2">
          <p>
            Reconstructed from the history the builder left in the config: it is not the file that was built
            from.
          </p>
          {file.limits.length > 0 && (
            <ul className="mt-1 list-disc pl-4">
              {file.limits.map((limit) => (
                <li key={limit}>{LIMITS[limit]}</li>
              ))}
            </ul>
          )}
        </div>
        <div className="flex gap-1.5">
          <CopyButton value={text} label="Copy the Dockerfile" />
          <DownloadLink fileName="Dockerfile" content={text} type="text/plain">
            Download
          </DownloadLink>
        </div>
      </div>
      <ol aria-label="The Dockerfile" className="rounded-lg border bg-sunk py-2">
        {file.parts.map((part, place) => (
          <Part
            key={`${place.toString()} ${part.text}`}
            part={part}
            platform={platform}
            entryKey={entryKey}
          />
        ))}
      </ol>
    </div>
  )
}

const LIMITS: Record<DockerfileLimit, string> = {
  BASE_UNKNOWN: 'What it was built FROM is not known, so the steps of its base are among these.',
  BASE_END_UNKNOWN:
    'Where the steps of the base end is not written down: some of its settings may stand here again.',
  STAGES_LOST: 'Earlier stages, COPY --from, mounts and secrets leave no trace in a history.',
  SOURCES_HASHED: 'The builder kept a hash of what it added, not the names of the files.',
  EXEC_FORM_GUESSED: 'Where one word of a command without a shell ends is a guess.',
  HEREDOC_LOST: 'What stood in a heredoc is in the layer, not in the history.',
  OTHER_BUILDER: 'Steps of a builder that reads no Dockerfile are comments.',
  NO_COMMAND: 'For some steps the history names no command.',
}

function Part({
  part,
  platform,
  entryKey,
}: {
  part: DockerfilePart
  platform: InspectedPlatform
  entryKey: string | null
}) {
  const layer = part.layer === null ? undefined : platform.layers[part.layer]
  const rest = part.keyword === null ? part.text : null
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] items-baseline gap-x-4 px-3 py-0.5 md:grid-cols-[minmax(0,1fr)_9rem]">
      <code className="whitespace-pre-wrap break-words font-mono text-xs leading-relaxed">
        {rest !== null ? (
          <span className="text-ink-3">
            <SafeText text={rest} />
          </span>
        ) : (
          <Instruction part={part} />
        )}
      </code>
      {layer && part.layer !== null && (
        <span className="flex items-baseline justify-between gap-3">
          <LayerLink digest={layer.digest} entryKey={entryKey}>
            layer {part.layer + 1}
          </LayerLink>
          <Bytes value={layer.size} />
        </span>
      )}
    </li>
  )
}

/** Comments in front of an instruction are dimmed, its keyword stands out. */
function Instruction({ part: { keyword, text } }: { part: DockerfilePart }) {
  const start = text.search(new RegExp(`^${keyword} `, 'm'))
  const word = keyword ?? ''
  return (
    <>
      {start > 0 && (
        <span className="text-ink-3">
          <SafeText text={text.slice(0, start)} />
        </span>
      )}
      <b className="font-semibold">{word}</b>
      <SafeText text={text.slice(Math.max(0, start) + word.length)} />
    </>
  )
}

function dockerfileImage(platform: InspectedPlatform, base: KnownBase): DockerfileImage {
  const { history, config } = platform
  return {
    history,
    env: config?.env ?? [],
    labels: config?.labels ?? {},
    windows: (config?.platform ?? platform.platform)?.os === 'windows',
    base: dockerfileBase(base),
  }
}
