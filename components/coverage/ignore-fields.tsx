'use client'

import { type ReactNode, useId } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import type { Finding } from '@/lib/contract/coverage'
import type { CoverageReportRow } from '@/lib/contract/coverage-report'
import { type IgnoreForm, type IgnoreReach, ignoreDays } from './ignore-request'

interface IgnoreFieldsProps {
  row: CoverageReportRow
  finding: Finding
  form: IgnoreForm
  /** Milliseconds since the epoch. */
  now: number
  onChange: (form: IgnoreForm) => void
}

export function IgnoreFields({ row, finding, form, now, onChange }: IgnoreFieldsProps) {
  const id = useId()
  const { first, last } = ignoreDays(now)
  const change = (part: Partial<IgnoreForm>) => onChange({ ...form, ...part })
  return (
    <div className="grid gap-3">
      <Field id={`${id}-where`} label="Where">
        <Select
          value={form.reach}
          onValueChange={(reach) => change({ reach: REACHES.find((one) => one === reach) ?? 'tag' })}
        >
          <SelectTrigger id={`${id}-where`} className="w-full min-w-0">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value="tag">Only {row.tag}</SelectItem>
            <SelectItem value="repository">Every tag of {row.repository}</SelectItem>
            <SelectItem value="registry">Everywhere in {row.registry}</SelectItem>
          </SelectContent>
        </Select>
      </Field>
      {finding.platform !== undefined && (
        <span className="flex items-center gap-2">
          <Checkbox
            id={`${id}-platform`}
            checked={form.platformOnly}
            onCheckedChange={(checked) => change({ platformOnly: checked === true })}
          />
          <Label htmlFor={`${id}-platform`}>
            Only for <span className="font-mono">{finding.platform}</span>
          </Label>
        </span>
      )}
      <Field id={`${id}-reason`} label="Why">
        <Textarea
          id={`${id}-reason`}
          rows={2}
          maxLength={500}
          value={form.reason}
          placeholder="We no longer run s390x hosts."
          onChange={(event) => change({ reason: event.target.value })}
        />
      </Field>
      <Field id={`${id}-until`} label="Until (the first day it counts again)">
        <Input
          id={`${id}-until`}
          type="date"
          min={first}
          max={last}
          value={form.until}
          className="w-44"
          onChange={(event) => change({ until: event.target.value })}
        />
      </Field>
    </div>
  )
}

const REACHES: readonly IgnoreReach[] = ['tag', 'repository', 'registry']

export function Field({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div className="grid gap-1">
      <Label htmlFor={id}>{label}</Label>
      {children}
    </div>
  )
}
