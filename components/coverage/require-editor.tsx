'use client'

import { X } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { PlatformChip } from '@/components/platform/platform-chip'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { parseRequire } from '@/lib/coverage/require'
import { type Platform, platformKey } from '@/lib/oci/platform'

interface RequireEditorProps {
  /** As in the query string: comma separated. */
  require: string
  suggestions: readonly string[]
  onRequire: (require: string) => void
}

/** The platforms every tag has to have. */
export function RequireEditor({ require, suggestions, onRequire }: RequireEditorProps) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const parsed = parseRequire(require)
  const platforms = parsed.ok ? parsed.value : []
  const keys = platforms.map(platformKey)
  const said = problem ?? (parsed.ok ? null : parsed.error.message)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const added = parseRequire(typed)
    if (!added.ok) return setProblem(added.error.message)
    setProblem(null)
    setTyped('')
    onRequire([...new Set([...keys, ...added.value.map(platformKey)])].join(','))
  }

  return (
    <form onSubmit={submit} className="flex flex-wrap items-center gap-2">
      <label htmlFor={id} className="text-ink-2">
        Required
      </label>
      {platforms.map((platform, place) => (
        <RequiredChip
          key={keys[place]}
          platform={platform}
          onRemove={() => onRequire(keys.filter((key) => key !== keys[place]).join(','))}
        />
      ))}
      <Input
        id={id}
        list={`${id}-list`}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setProblem(null)
        }}
        placeholder="linux/arm64"
        aria-invalid={said !== null}
        aria-describedby={said ? `${id}-problem` : undefined}
        className="w-40 font-mono text-sm"
      />
      <datalist id={`${id}-list`}>
        {suggestions
          .filter((key) => !keys.includes(key))
          .map((key) => (
            <option key={key} value={key} />
          ))}
      </datalist>
      <Button type="submit" disabled={typed.trim() === ''}>
        Require
      </Button>
      {said && (
        <p id={`${id}-problem`} role="alert" className="basis-full text-bad">
          {said}
        </p>
      )}
    </form>
  )
}

function RequiredChip({ platform, onRemove }: { platform: Platform; onRemove: () => void }) {
  return (
    <span className="inline-flex items-center">
      <PlatformChip platform={platform} className="h-6 rounded-r-none" />
      <Button
        size="icon-sm"
        className="rounded-l-none"
        aria-label={`Do not require ${platformKey(platform)}`}
        onClick={onRemove}
      >
        <X aria-hidden />
      </Button>
    </span>
  )
}
