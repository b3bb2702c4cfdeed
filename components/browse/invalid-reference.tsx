import Link from 'next/link'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { homePath } from '@/lib/routes'

/** An address under /r/ that cannot name an image: said as a sentence, not as a missing page. */
export function InvalidReference({ message }: { message: string }) {
  return (
    <>
      <PageHeader title="Not a reference" />
      <ErrorState
        error={{
          code: 'REFERENCE_INVALID',
          message,
          hint: 'A reference is registry/repository:tag or registry/repository@sha256:…, in lower case but for the tag.',
        }}
        className="mb-3 max-w-prose"
      />
      <Button asChild>
        <Link href={homePath()}>Browse the registries</Link>
      </Button>
    </>
  )
}
