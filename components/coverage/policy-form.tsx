'use client'

import { type FormEvent, useId, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/components/ui/button'
import { CommandLine } from '@/components/ui/command-line'
import { ErrorState } from '@/components/ui/error-state'
import { Input } from '@/components/ui/input'
import { toApiError } from '@/lib/client/api'
import { createGlob } from '@/lib/oci/glob'
import { writeCommand } from './api-command'
import { Field } from './ignore-fields'
import { PolicyPreviewLine } from './policy-preview-line'
import { RequireEditor } from './require-editor'
import type { Policies } from './use-policies'

interface PolicyFormProps {
  /** Empty: all registries. */
  registry: string
  /** Empty: all of them. */
  repository: string
  add: Policies['add']
}

/** A policy made here, and at once how many tags lack what it would require. */
export function PolicyForm({ registry, repository, add }: PolicyFormProps) {
  const id = useId()
  const [match, setMatch] = useState(repository || '**')
  const [tags, setTags] = useState('*')
  const [require, setRequire] = useState('')
  const problem = globProblem(match) ?? globProblem(tags)
  const platforms = require === '' ? [] : require.split(',')
  const request = { ...(registry && { registry }), match, tags, require: platforms }
  const ready = problem === null && platforms.length > 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    add.mutate(request, {
      onSuccess: () => {
        toast.success(`Required from now on: ${platforms.join(', ')}.`)
        setRequire('')
      },
    })
  }
  return (
    <section aria-label="A new policy" className="grid gap-3 rounded-lg border p-3.5">
      <form id={id} onSubmit={submit} className="grid gap-3 sm:grid-cols-2 sm:max-w-2xl">
        <Field id={`${id}-match`} label="Repositories (* one part of a name, ** any)">
          <Input
            id={`${id}-match`}
            value={match}
            maxLength={128}
            className="font-mono text-sm"
            aria-invalid={globProblem(match) !== null}
            onChange={(event) => setMatch(event.target.value.trim())}
          />
        </Field>
        <Field id={`${id}-tags`} label="Tags">
          <Input
            id={`${id}-tags`}
            value={tags}
            maxLength={128}
            className="font-mono text-sm"
            aria-invalid={globProblem(tags) !== null}
            onChange={(event) => setTags(event.target.value.trim())}
          />
        </Field>
      </form>
      <RequireEditor require={require} suggestions={USUAL} onRequire={setRequire} />
      {problem && (
        <p role="alert" className="text-bad">
          {problem}
        </p>
      )}
      {ready && <PolicyPreviewLine registry={registry} match={match} tags={tags} require={platforms} />}
      {add.error && <ErrorState error={toApiError(add.error)} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" form={id} variant="primary" disabled={!ready || add.isPending}>
          {add.isPending ? 'Adding…' : 'Add policy'}
        </Button>
        {platforms.length === 0 && (
          <span className="text-ink-3">Name a platform that tags have to have.</span>
        )}
      </div>
      {ready && (
        <details className="text-ink-2 text-xs">
          <summary className="min-h-6 cursor-pointer content-center">The same as a command</summary>
          <CommandLine command={writeCommand('policies', request)} label="add this policy" />
        </details>
      )}
    </section>
  )
}

const USUAL = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/s390x', 'linux/ppc64le', 'windows/amd64']

function globProblem(text: string): string | null {
  const glob = createGlob(text)
  return glob.ok ? null : glob.error.message
}
