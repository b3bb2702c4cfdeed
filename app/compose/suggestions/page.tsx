import type { Metadata } from 'next'
import { SuggestionsPage } from '@/components/suggest/suggestions-page'

export const metadata: Metadata = { title: 'Suggestions' }

export default function Page() {
  return <SuggestionsPage />
}
