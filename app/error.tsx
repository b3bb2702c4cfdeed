'use client'

import { PageHeader } from '@/components/shell/page-header'
import { ErrorState } from '@/components/ui/error-state'

export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : undefined
  return (
    <>
      <PageHeader title="This page failed" />
      <ErrorState
        error={{
          code: 'INTERNAL',
          message: 'Manifold made a mistake while showing this page. Nothing in the registry was changed.',
          hint: 'Try again; if it stays, the log of the server says more.',
          ...(digest && { requestId: digest }),
        }}
        onRetry={retry}
      />
    </>
  )
}
