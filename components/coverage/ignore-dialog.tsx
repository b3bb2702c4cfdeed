'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/components/ui/button'
import { CommandLine } from '@/components/ui/command-line'
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogTitle,
} from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { toApiError } from '@/lib/client/api'
import { addIgnore } from '@/lib/client/policies'
import type { Finding } from '@/lib/contract/coverage'
import type { CoverageReportRow } from '@/lib/contract/coverage-report'
import { FINDING_TABLE } from '@/lib/coverage/finding-table'
import { writeCommand } from './api-command'
import { IgnoreFields } from './ignore-fields'
import { firstIgnoreForm, ignoreProblem, ignoreRequest } from './ignore-request'

interface IgnoreDialogProps {
  row: CoverageReportRow
  finding: Finding
  onClose: () => void
}

/** To live with a finding for a while: why, until when, and how far it reaches. */
export function IgnoreDialog({ row, finding, onClose }: IgnoreDialogProps) {
  const id = useId()
  const client = useQueryClient()
  const [now] = useState(Date.now)
  const [form, setForm] = useState(() => firstIgnoreForm(finding, now))
  const [tried, setTried] = useState(false)
  const request = ignoreRequest(row, finding, form)
  const problem = ignoreProblem(form, now)
  const ignore = useMutation({
    mutationFn: () => addIgnore(request),
    onSuccess: async () => {
      toast.success(`Ignored until ${form.until}.`)
      onClose()
      await Promise.all(
        ['ignores', 'coverage', 'overview'].map((noun) => client.invalidateQueries({ queryKey: [noun] })),
      )
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (problem === null) ignore.mutate()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogTitle>Ignore this finding</DialogTitle>
        <DialogDescription>
          {finding.message} It stays listed as ignored and is not counted until the day you choose.
        </DialogDescription>
        <form id={id} onSubmit={submit} className="mt-4">
          <IgnoreFields row={row} finding={finding} form={form} now={now} onChange={setForm} />
          {tried && problem && (
            <p role="alert" className="mt-3 text-bad">
              {problem}
            </p>
          )}
        </form>
        {ignore.error && <ErrorState className="mt-3" error={toApiError(ignore.error)} />}
        <details className="mt-3 text-ink-2 text-xs">
          <summary className="min-h-6 cursor-pointer content-center">The same as a command</summary>
          <CommandLine
            command={writeCommand('ignores', request)}
            label={`ignore ${FINDING_TABLE[finding.code].title}`}
          />
        </details>
        <DialogFooter>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" form={id} variant="primary" disabled={ignore.isPending}>
            {ignore.isPending ? 'Saving…' : 'Ignore'}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
