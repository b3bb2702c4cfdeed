'use client'

import dynamic from 'next/dynamic'
import { CopyButton } from '@/components/ui/copy-button'
import { Skeleton } from '@/components/ui/skeleton'
import { StatusGlyph } from '@/components/ui/status-glyph'
import { isPlainSpec } from '@/lib/composition/spec-keys'
import type { Problem } from '@/lib/contract/compositions'
import type { Composition } from './use-composition'

/** The editor is the heaviest part of the page and comes after the rest of it. */
const YamlEditor = dynamic(() => import('./yaml-editor').then((module) => module.YamlEditor), {
  ssr: false,
  loading: () => <Skeleton className="m-3 h-32" />,
})

interface YamlPaneProps {
  composition: Composition
  /** Those of this very text. */
  problems: readonly Problem[]
}

/** The text itself: what manifest-tool reads, with our few keys more. */
export function YamlPane({ composition, problems }: YamlPaneProps) {
  const { text, spec, broken, setText } = composition
  return (
    <div className="overflow-hidden rounded-lg border">
      <div className="flex min-h-8 items-center justify-between border-b bg-sunk pr-1 pl-3">
        <span className="text-ink-2 text-xs">
          {isPlainSpec(spec) ? 'YAML, as manifest-tool reads it' : 'YAML, with keys manifest-tool reads over'}
        </span>
        {text !== '' && <CopyButton value={text} label="Copy the YAML" />}
      </div>
      <YamlEditor value={text} onValueChange={setText} problems={problems} broken={broken} />
      {broken && (
        <p role="alert" className="flex items-start gap-2 border-t bg-bad-bg px-3 py-2">
          <StatusGlyph kind="error" className="mt-0.75" />
          <span className="min-w-0 break-words">
            {broken.line !== undefined && `Line ${broken.line}, column ${broken.column ?? 1}: `}
            {broken.message}
          </span>
        </p>
      )}
    </div>
  )
}
