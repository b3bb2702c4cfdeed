'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'
import { StatusGlyph } from '@/components/ui/status-glyph'
import { parseReference } from '@/lib/oci/reference'
import { referencePath } from '@/lib/routes'

/** The way to a repository that no list names. */
export function OpenByName({ registry }: { registry: string }) {
  const router = useRouter()
  const field = useId()
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const open = (event: FormEvent) => {
    event.preventDefault()
    const name = text.trim()
    const parsed = parseReference(name.startsWith(`${registry}/`) ? name : `${registry}/${name}`)
    if (parsed.ok) router.push(referencePath(parsed.value))
    else setProblem(parsed.error.message)
  }
  return (
    <form onSubmit={open} className="my-3 flex max-w-md flex-wrap items-end gap-2" noValidate>
      <div className="min-w-40 flex-1">
        <Label htmlFor={field}>Open a repository by name</Label>
        <Input
          id={field}
          value={text}
          placeholder="team/app"
          className="mt-1 font-mono text-xs"
          aria-invalid={problem !== null}
          aria-describedby={problem ? `${field}-problem` : undefined}
          onChange={(event) => {
            setText(event.target.value)
            setProblem(null)
          }}
        />
      </div>
      <Button type="submit" disabled={text.trim() === ''}>
        Open
      </Button>
      {problem && (
        <p id={`${field}-problem`} className="w-full text-bad text-xs">
          <StatusGlyph kind="error" className="mr-1" />
          {problem}
        </p>
      )}
    </form>
  )
}
