import type { Metadata } from 'next'
import { HomePage } from '@/components/browse/home-page'

export const metadata: Metadata = { title: 'Browse' }

export default function Page() {
  return <HomePage />
}
