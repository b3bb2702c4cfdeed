'use client'

import { Choice } from '@/components/ui/choice'
import { CommandLine } from '@/components/ui/command-line'
import { EmptyState } from '@/components/ui/empty-state'
import { formatBytes } from '@/components/ui/format-bytes'
import { inspectTextQuery } from '@/lib/client/inspect'
import { blobAddress, configTextQuery } from '@/lib/client/raw-config'
import { shellQuote } from '@/lib/composition/export/shell-words'
import type { InspectedPlatform } from '@/lib/contract/inspect'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { apiPath } from '@/lib/routes'
import { curlAddress, curlLine } from './curl-line'
import { type DigestTarget, digestTargets } from './digest-roles'
import type { ImageTabProps } from './image-tabs'
import { LinkedDigests } from './linked-digests'
import { PlatformStrip } from './platform-strip'
import { RawText } from './raw-text'
import { useImageView } from './use-image-view'

/** A config is a few kilobytes; one of more than this is better taken along than read. */
const CONFIG_BYTES_MAX = 4 * 1024 * 1024

const BYTES_OF = [
  { value: 'manifest', name: 'Manifest' },
  { value: 'config', name: 'Config' },
] as const

/** The exact bytes a digest is of: the index's, or the manifest's and the config's of one of its platforms. */
export function RawTab({ image, home, chosen, choosePlatform, reference }: RawTabProps) {
  const [{ raw }, setView] = useImageView()
  const { platforms } = image
  const only = image.kind === 'index' ? null : (platforms[0] ?? null)
  const platform =
    chosen ?? only ?? (raw === 'config' ? (platforms.find(({ config }) => config) ?? null) : null)
  const hasConfig = platforms.some(({ config }) => config !== null)
  // An index is read under the name it was asked by, a child under its digest.
  const at = platform && platform !== only ? { ...home, digest: platform.digest } : reference
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <PlatformStrip
          platforms={platforms}
          chosen={platform}
          onChoose={choosePlatform}
          all={raw === 'config' ? false : 'The index'}
        />
        {hasConfig && (
          <Choice
            label="Show the bytes of"
            value={raw}
            options={BYTES_OF}
            onChoose={(next) => void setView({ raw: next })}
            className="ml-auto"
          />
        )}
      </div>
      {raw === 'config' && hasConfig ? (
        <RawConfig platform={platform} home={home} at={at} />
      ) : (
        <RawManifest reference={formatReference(at)} target={(text) => digestTargets(text, at, platform)} />
      )}
    </div>
  )
}

interface RawTabProps extends ImageTabProps {
  reference: Reference
}

function RawManifest({ reference, target }: { reference: string; target: (text: string) => DigestTarget }) {
  return (
    <>
      <RawText
        key={reference}
        query={inspectTextQuery(reference, 'raw')}
        href={apiPath('inspect', { ref: reference, format: 'raw' })}
        label="the manifest"
        fileName="manifest.json"
      >
        {(text) => <LinkedDigests text={text} target={target(text)} />}
      </RawText>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
        <CommandLine command={curlLine(reference, 'raw')} label="read these bytes with curl" />
        <CommandLine
          command={`crane manifest ${shellQuote(reference)}`}
          label="read these bytes with crane"
        />
      </div>
    </>
  )
}

interface RawConfigProps {
  platform: InspectedPlatform | null
  home: ImageTabProps['home']
  at: Reference
}

function RawConfig({ platform, home, at }: RawConfigProps) {
  const config = platform?.config
  if (!config)
    return <EmptyState title="It has no config.">Only container images and artifacts have one.</EmptyState>
  if (config.status !== 'present')
    return (
      <EmptyState title="The registry has no such config, or could not serve it.">{config.digest}</EmptyState>
    )
  const address = blobAddress(home, config.digest)
  return (
    <>
      {config.size > CONFIG_BYTES_MAX ? (
        <EmptyState title={`A config of ${formatBytes(config.size)} is more than a page can show.`}>
          <a href={address} download="config.json" className="underline underline-offset-3">
            Download it
          </a>
        </EmptyState>
      ) : (
        <RawText
          key={config.digest}
          query={configTextQuery(home, config.digest)}
          href={address}
          label="the config"
          fileName="config.json"
        >
          {(text) => <LinkedDigests text={text} target={digestTargets(text, at, platform)} />}
        </RawText>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
        <CommandLine command={curlAddress(address)} label="read these bytes with curl" />
        <CommandLine
          command={`crane config ${shellQuote(formatReference({ ...home, digest: platform.digest }))}`}
          label="read these bytes with crane"
        />
      </div>
    </>
  )
}
