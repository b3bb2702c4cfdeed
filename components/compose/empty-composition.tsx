'use client'

import { useQueries, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { registriesQuery } from '@/lib/client/registries'
import { repositorySuggestionsQuery } from '@/lib/client/repositories'
import { suggestionsPath } from '@/lib/routes'

/** The two images of the walk-through, where a registry has them. */
const DEMO_REPOSITORIES = ['demo-s390x', 'demo-amd64']
const DEMO_TAG = 'v0.2'

interface EmptyCompositionProps {
  onFillIn: (target: string, sources: string[]) => void
}

/** What this screen is for, in one sentence, and four ways to begin. */
export function EmptyComposition({ onFillIn }: EmptyCompositionProps) {
  const names = useQuery(registriesQuery()).data?.items.map((registry) => registry.name) ?? []
  const answers = useQueries({ queries: names.map((name) => repositorySuggestionsQuery(name, 'demo-', 50)) })
  const registry = names.find((_, i) => {
    const found = new Set(answers[i]?.data?.items.map((repository) => repository.name))
    return DEMO_REPOSITORIES.every((name) => found.has(name))
  })
  return (
    <EmptyState
      title="One name, an image for every platform"
      actions={
        <>
          {registry !== undefined && (
            <Button
              size="sm"
              onClick={() =>
                onFillIn(
                  `${registry}/demo:${DEMO_TAG}`,
                  DEMO_REPOSITORIES.map((name) => `${registry}/${name}:${DEMO_TAG}`),
                )
              }
            >
              Fill in the demo: s390x and amd64
            </Button>
          )}
          <Button size="sm" asChild>
            <Link href={suggestionsPath()}>See suggestions</Link>
          </Button>
        </>
      }
    >
      An image index (a manifest list, to Docker) names one image a platform, and every client pulls the one
      that fits it. Add the images below, or paste a manifest-tool YAML anywhere on this page; a file can be
      dropped here or imported.
    </EmptyState>
  )
}
