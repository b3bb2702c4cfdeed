import type { Metadata } from 'next'
import { LockstepPage } from '@/components/lockstep/lockstep-page'

export const metadata: Metadata = { title: 'Lockstep' }

export default function Page() {
  return <LockstepPage />
}
