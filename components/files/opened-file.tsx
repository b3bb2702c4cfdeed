'use client'

import { ArrowLeft, Download } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { SafeText } from '@/components/inspect/safe-text'
import { Button } from '@/components/ui/button'
import { Bytes } from '@/components/ui/bytes'
import { CommandLine } from '@/components/ui/command-line'
import { Fact } from '@/components/ui/fact'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/relative-time'
import { useKey } from '@/components/ui/use-key'
import { type FilesSource, fileAddress } from '@/lib/client/files'
import type { FileEntry } from '@/lib/contract/files'
import type { InspectedLayer } from '@/lib/contract/inspect'
import { craneFileCommand, curlFileCommand } from './file-commands'
import { FileContent } from './file-content'
import { modeRisk } from './file-mode'
import { nameOf, parentOf, shownPath } from './file-path'
import { hasContent, ownerText, writtenWords } from './file-words'
import { LayerLink } from './layer-link'
import { ModeText } from './mode-text'
import { type FilesView, toPath } from './use-files-view'

interface OpenedFileProps {
  entry: FileEntry
  /** The path of the address: it may have led here through links. */
  asked: string
  source: FilesSource
  view: FilesView
  layers: readonly InspectedLayer[]
  /** Said before the folder it is in is listed again, whose row gets the focus. */
  onLeave: () => void
}

/** One file: what it is, what is in it, and the ways to have it. Escape leads back to its folder. */
export function OpenedFile({ entry, asked, source, view, layers, onLeave }: OpenedFileProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const folder = toPath(parentOf(entry.path))
  const leave = () => {
    onLeave()
    view.go(folder)
  }
  useKey('Escape', leave)
  useKey('Backspace', leave)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <section aria-labelledby="opened-file" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <h3
          ref={heading}
          id="opened-file"
          tabIndex={-1}
          className="min-w-0 break-all font-mono font-semibold text-base outline-none"
        >
          <SafeText text={nameOf(entry.path)} />
        </h3>
        <span className="ml-auto flex flex-wrap gap-2">
          <Button asChild size="sm">
            <a {...view.linkTo(folder, onLeave)}>
              <ArrowLeft aria-hidden />
              Back to the folder
            </a>
          </Button>
          {hasContent(entry) && (
            <Button asChild size="sm">
              <a
                href={fileAddress({ ...source, path: entry.path, download: true })}
                download={nameOf(entry.path)}
              >
                <Download aria-hidden />
                Download
              </a>
            </Button>
          )}
        </span>
      </div>
      {asked !== entry.path && (
        <p className="break-all text-ink-2">
          <SafeText text={shownPath(asked)} /> leads here through a link.
        </p>
      )}
      <FileFacts entry={entry} view={view} layers={layers} />
      <Oddities entry={entry} />
      <FileContent key={entry.path} entry={entry} source={source} />
      {hasContent(entry) && <Commands entry={entry} source={source} layers={layers} />}
    </section>
  )
}

function FileFacts({ entry, view, layers }: Pick<OpenedFileProps, 'entry' | 'view' | 'layers'>) {
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-2">
      <Fact name="Kind">{entry.type}</Fact>
      <Fact name="Size">
        <Bytes value={entry.size} />
      </Fact>
      <Fact name="Mode">
        <ModeText entry={entry} />
      </Fact>
      <Fact name="Owner">
        <span className="font-mono text-xs">{ownerText(entry)}</span>
      </Fact>
      <Fact name="Changed">
        <RelativeTime value={entry.modifiedAt} />
      </Fact>
      <Fact name="Layer">
        <LayerLink place={entry.layer} layers={layers} view={view} />
      </Fact>
      {entry.linkTo !== null && (
        <Fact name="Points to">
          <span className="break-all font-mono text-xs">
            <SafeText text={entry.linkTo} />
          </span>
        </Fact>
      )}
    </dl>
  )
}

function Oddities({ entry }: { entry: FileEntry }) {
  const said = [entry.mode === null ? null : modeRisk(entry.type, entry.mode), writtenWords(entry)]
  return said.map(
    (sentence) =>
      sentence && (
        <Notice key={sentence} kind="warning">
          <SafeText text={sentence} />
        </Notice>
      ),
  )
}

function Commands({ entry, source, layers }: Pick<OpenedFileProps, 'entry' | 'source' | 'layers'>) {
  const origin = typeof window === 'undefined' ? '' : window.location.origin
  const layer = layers.find(({ digest }) => digest === source.layer) ?? null
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <CommandLine command={curlFileCommand(origin, source, entry.path)} label="read this file with curl" />
      <CommandLine command={craneFileCommand(source, entry.path, layer)} label="read this file with crane" />
    </div>
  )
}
