'use client'

import { X } from 'lucide-react'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import { referencePath } from '@/lib/routes'
import { RepositoryPicker } from './repository-picker'
import type { CoverageScope } from './use-coverage-view'

const ALL = 'all registries'

interface ScopeFieldsProps {
  /** All configured registries. */
  names: readonly string[]
  /** The one that repositories are suggested of. */
  registry: string
  scope: CoverageScope
  onScope: (scope: Partial<CoverageScope>) => void
}

/** What is looked at: everything, a registry, the repositories of a glob, or one. */
export function ScopeFields({ names, registry, scope, onScope }: ScopeFieldsProps) {
  const narrowed = scope.repository !== '' || scope.match !== ''
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      {names.length > 1 && (
        <Select
          value={scope.registry || ALL}
          onValueChange={(next) => onScope({ registry: next === ALL ? '' : next })}
        >
          <SelectTrigger aria-label="Registry" className="min-w-0 max-w-full font-mono">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={ALL}>All registries</SelectItem>
            {names.map((name) => (
              <SelectItem key={name} value={name} className="font-mono">
                {name}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
      <RepositoryPicker registry={registry} scope={scope} onScope={onScope} />
      {narrowed && (
        <Button variant="ghost" onClick={() => onScope({})}>
          <X aria-hidden />
          All repositories
        </Button>
      )}
      {scope.repository !== '' && (
        <Button asChild variant="ghost">
          <Link href={referencePath({ registry, repository: scope.repository })}>Tags</Link>
        </Button>
      )}
    </div>
  )
}
