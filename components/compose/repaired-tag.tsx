'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Notice } from '@/components/ui/notice'
import { toApiError } from '@/lib/client/api'
import { repairQuery } from '@/lib/client/repairs'
import type { RepairResponse } from '@/lib/contract/history'
import { FINDING_TABLE } from '@/lib/coverage/finding-table'
import { composePath } from '@/lib/routes'

interface RepairedTagProps {
  reference: string
  pending: ReactNode
  /** The composer: begins with `seed`. */
  children: (seed: string) => ReactNode
}

/** The composer with what mends a tag in it, read once: what is edited must not be replaced by a later reading. */
export function RepairedTag({ reference, pending, children }: RepairedTagProps) {
  const repair = useQuery(repairQuery(reference))
  const [first, setFirst] = useState<RepairResponse | null>(null)
  if (!first && repair.data && repair.isFetchedAfterMount) setFirst(repair.data)
  if (first?.spec) {
    return (
      <>
        <RepairNotice repair={first} />
        {children(first.spec)}
      </>
    )
  }
  if (!first && !repair.error) return pending
  return (
    <div>
      <h1 className="mb-4 font-semibold text-lg">Compose</h1>
      {first ? (
        <RepairNotice repair={first} />
      ) : (
        <ErrorState error={toApiError(repair.error)} onRetry={() => void repair.refetch()} />
      )}
      <Button asChild className="mt-3">
        <Link href={composePath({ edit: reference })}>Edit it by hand</Link>
      </Button>
    </div>
  )
}

const titles: Record<string, { title: string } | undefined> = FINDING_TABLE

function RepairNotice({ repair: { ref, spec, steps, leaves } }: { repair: RepairResponse }) {
  const nothing = leaves.length > 0 ? 'No composition can mend' : 'There is nothing to mend in'
  return (
    <Notice
      kind={spec === null && leaves.length > 0 ? 'warning' : 'info'}
      className="mb-4"
      title={spec === null ? `${nothing} ${ref}.` : `This mends ${ref}. Look at what it does, then push it.`}
    >
      {steps.length > 0 && (
        <ul aria-label="What the repair does" className="list-disc pl-5">
          {steps.map((step) => (
            <li key={step} className="wrap-anywhere">
              {step}
            </li>
          ))}
        </ul>
      )}
      {leaves.length > 0 && (
        <>
          <p className="mt-1">What it cannot mend:</p>
          <ul aria-label="What the repair leaves" className="list-disc pl-5">
            {leaves.map(({ code, platform, why }) => (
              <li key={`${code} ${platform} ${why}`} className="wrap-anywhere">
                {platform ?? titles[code]?.title ?? code}: {why}
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  )
}
