import Link from 'next/link'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { homePath } from '@/lib/routes'

export default function NotFound() {
  return (
    <>
      <PageHeader title="Nothing here" />
      <EmptyState
        title="There is no page at this address."
        actions={
          <Button asChild>
            <Link href={homePath()}>Browse the registries</Link>
          </Button>
        }
      >
        An image has the address /r/registry/repository:tag, just as one writes its reference.
      </EmptyState>
    </>
  )
}
