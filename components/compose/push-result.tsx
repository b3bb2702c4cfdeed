'use client'

import Link from 'next/link'
import { useState } from 'react'
import { PlatformChip } from '@/components/platform/platform-chip'
import { Button } from '@/components/ui/button'
import { CommandLine } from '@/components/ui/command-line'
import { CopyButton } from '@/components/ui/copy-button'
import { DialogFooter, DialogTitle } from '@/components/ui/dialog'
import { shortDigest } from '@/components/ui/short-digest'
import { StatusGlyph } from '@/components/ui/status-glyph'
import { ToggleGroup, ToggleGroupItem } from '@/components/ui/toggle-group'
import { PULL_CLIENTS, type PullClient, pullCommand } from '@/lib/client/shell-commands'
import type { PushResult } from '@/lib/contract/compositions'
import { parsePlatform } from '@/lib/oci/platform'
import { parseReference, type Reference } from '@/lib/oci/reference'
import { referencePath } from '@/lib/routes'
import { MovedTags } from './moved-tags'

interface PushResultViewProps {
  result: PushResult
  onClose: () => void
  onStartOver: () => void
  onUndo: () => void
}

/** It is pushed: what is where now, and how each platform is pulled. */
export function PushResultView({ result, onClose, onStartOver, onUndo }: PushResultViewProps) {
  const reference = parseReference(result.ref)
  return (
    <>
      <DialogTitle className="flex items-center gap-2 break-all">
        <StatusGlyph kind="ok" label={null} /> {result.ref} is pushed
      </DialogTitle>
      <div className="mt-2 flex items-center gap-1.5">
        <output
          aria-label="Pushed digest"
          title={result.digest}
          data-digest={result.digest}
          className="truncate font-mono font-semibold text-xl tracking-tight"
        >
          {shortDigest(result.digest, [8, 6])}
        </output>
        <CopyButton value={result.digest} label="Copy digest" />
      </div>
      <MovedTags tags={result.tags} digest={result.digest} />
      {result.notices.map((notice) => (
        <p key={notice} className="mt-2 text-ink-2">
          <StatusGlyph kind="warning" className="mr-1.5" />
          {notice}
        </p>
      ))}
      {result.problems
        .filter((problem) => problem.severity === 'warning')
        .map((problem) => (
          <p key={problem.code + problem.message} className="mt-2 text-ink-2">
            <StatusGlyph kind="warning" className="mr-1.5" />
            {problem.message}
          </p>
        ))}
      {reference.ok && <PullCommands result={result} reference={reference.value} />}
      <DialogFooter>
        <Button variant="ghost" onClick={onStartOver}>
          Compose another
        </Button>
        {result.tags.some(({ moved }) => moved) && <Button onClick={onUndo}>Undo…</Button>}
        <Button onClick={onClose}>Close</Button>
        {reference.ok && (
          <Button variant="primary" asChild>
            <Link href={referencePath(reference.value)}>Open the image</Link>
          </Button>
        )}
      </DialogFooter>
    </>
  )
}

const isClient = (text: string): text is PullClient => PULL_CLIENTS.some((client) => client === text)

function PullCommands({ result, reference }: { result: PushResult; reference: Reference }) {
  const [client, setClient] = useState<PullClient>('docker')
  return (
    <section aria-label="Pull it" className="mt-4">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium">Pull it</h3>
        <ToggleGroup
          type="single"
          aria-label="Client"
          value={client}
          onValueChange={(chosen: string) => isClient(chosen) && setClient(chosen)}
        >
          {PULL_CLIENTS.map((name) => (
            <ToggleGroupItem key={name} value={name} className="font-mono">
              {name}
            </ToggleGroupItem>
          ))}
        </ToggleGroup>
      </div>
      <ul className="grid max-h-64 gap-2 overflow-y-auto">
        {result.platforms.map((pulled) => {
          const platform = parsePlatform(pulled.platform)
          return (
            <li key={`${pulled.platform} ${pulled.digest}`} className="grid gap-1">
              {platform.ok && <PlatformChip platform={platform.value} className="justify-self-start" />}
              <CommandLine
                label={`Pull ${pulled.platform} with ${client}`}
                command={pullCommand(client, reference, pulled)}
              />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
