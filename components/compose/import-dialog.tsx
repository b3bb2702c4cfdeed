'use client'

import { FileUp } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogTitle } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'
import { Notice } from '@/components/ui/notice'
import { Textarea } from '@/components/ui/textarea'
import { readImport, specOfRawIndex } from '@/lib/composition/import-text'
import { writeSpecYaml } from '@/lib/composition/spec-write'
import type { IndexManifest } from '@/lib/oci/manifest'
import { parseReference } from '@/lib/oci/reference'
import type { Import, ImportStart } from './use-import'

interface ImportDialogProps {
  imports: Import
  start: ImportStart
}

/** A file or a pasted text, and the one question the JSON of an index leaves open: where its images are. */
export function ImportDialog({ imports, start }: ImportDialogProps) {
  const [text, setText] = useState(start.text)
  const read = text.trim() === '' ? null : readImport(text)
  const failure = read === null ? start.failure : read.ok ? null : read.error.message
  const name = text === start.text ? start.name : null
  const ids = useId()
  return (
    <Dialog open onOpenChange={(open) => !open && imports.close()}>
      <DialogContent className="max-w-2xl">
        <DialogTitle>Import a composition</DialogTitle>
        <DialogDescription>
          A manifest-tool YAML, the JSON of a spec, or the raw JSON of an index. What is open now is kept
          beside it.
        </DialogDescription>
        <FileChoice imports={imports} />
        <div className="mt-3 grid gap-1">
          <Label htmlFor={`${ids}text`}>Or paste it here</Label>
          <Textarea
            id={`${ids}text`}
            className="max-h-72 min-h-36"
            placeholder={
              'image: registry/repository:tag\nmanifests:\n  - image: registry/repository-amd64:tag'
            }
            value={text}
            aria-invalid={failure !== null && text !== ''}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        {failure !== null && (
          <Notice
            kind="error"
            className="mt-3"
            title={name ? `${name} could not be opened.` : 'This cannot be opened.'}
          >
            {failure}
          </Notice>
        )}
        {read?.ok && read.value.kind === 'index' ? (
          <IndexPlace
            index={read.value.index}
            onPlace={(yaml) => imports.finish(yaml, name)}
            onClose={imports.close}
          />
        ) : (
          <DialogFooter>
            <Button onClick={imports.close}>Cancel</Button>
            <Button
              variant="primary"
              disabled={!read?.ok}
              onClick={() => imports.takeText(text, name ?? undefined)}
            >
              Open
            </Button>
          </DialogFooter>
        )}
      </DialogContent>
    </Dialog>
  )
}

function FileChoice({ imports }: { imports: Import }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <Button onClick={() => input.current?.click()}>
        <FileUp aria-hidden /> Choose a file
      </Button>
      <span className="text-ink-2 text-xs">or drop one anywhere on this page.</span>
      <input
        ref={input}
        type="file"
        className="hidden"
        aria-label="File to import"
        accept=".yml,.yaml,.json,application/yaml,application/json,text/plain"
        onChange={(event) => {
          void imports.takeFiles([...(event.target.files ?? [])], false)
          // The same file may be chosen again once it is mended.
          event.target.value = ''
        }}
      />
    </div>
  )
}

interface IndexPlaceProps {
  index: IndexManifest
  onPlace: (yaml: string) => void
  onClose: () => void
}

/** The bytes of an index name its images by digest; this asks for the repository they are in. */
function IndexPlace({ index, onPlace, onClose }: IndexPlaceProps) {
  const [place, setPlace] = useState('')
  const ids = useId()
  const parsed = parseReference(place)
  const failure = place.trim() !== '' && !parsed.ok ? parsed.error.message : null
  const count = index.manifests.length
  return (
    <form
      className="mt-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (parsed.ok) onPlace(writeSpecYaml(specOfRawIndex(parsed.value, index)))
      }}
    >
      <div className="grid gap-1">
        <Label htmlFor={`${ids}place`}>Repository its images are in</Label>
        <Input
          id={`${ids}place`}
          className="font-mono text-xs"
          placeholder="registry/repository:tag"
          value={place}
          aria-invalid={failure !== null}
          aria-describedby={`${ids}hint`}
          onChange={(event) => setPlace(event.target.value)}
        />
        <p id={`${ids}hint`} className={failure ? 'text-bad text-xs' : 'text-ink-2 text-xs'}>
          {failure ??
            `This is an index of ${count} ${count === 1 ? 'entry' : 'entries'}. It names them by digest only, so say where they are; with a tag, that tag becomes the target.`}
        </p>
      </div>
      <DialogFooter>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" type="submit" disabled={!parsed.ok}>
          Open
        </Button>
      </DialogFooter>
    </form>
  )
}
