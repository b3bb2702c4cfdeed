'use client'

import Link from 'next/link'
import { useState } from 'react'
import { PlatformChip } from '@/components/platform/platform-chip'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { CommandLine } from '@/components/ui/command-line'
import { DialogFooter, DialogTitle } from '@/components/ui/dialog'
import { StatusGlyph } from '@/components/ui/status-glyph'
import { PULL_CLIENTS, type PullClient, pullCommand } from '@/lib/client/shell-commands'
import type { PushResult } from '@/lib/contract/compositions'
import { parsePlatform } from '@/lib/oci/platform'
import { parseReference, type Reference } from '@/lib/oci/reference'
import { referencePath } from '@/lib/routes'
import { MovedTags } from './moved-tags'
import { WholeDigest } from './whole-digest'

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
      <div className="mt-2">
        <WholeDigest digest={result.digest} label="Pushed digest" />
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

function PullCommands({ result, reference }: { result: PushResult; reference: Reference }) {
  const [client, setClient] = useState<PullClient>('docker')
  return (
    <section aria-label="Pull it" className="mt-4">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium">Pull it</h3>
        <Choice
          label="Client"
          value={client}
          options={PULL_CLIENTS.map((value) => ({ value, name: <span className="font-mono">{value}</span> }))}
          onChoose={setClient}
        />
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
