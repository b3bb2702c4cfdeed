import type { Metadata } from 'next'
import { ComposePage } from '@/components/compose/compose-page'

export const metadata: Metadata = { title: 'Compose' }

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

export default async function Page({ searchParams }: PageProps<'/compose'>) {
  const query = await searchParams
  const asked = Object.entries({
    from: first(query.from),
    target: first(query.target),
    edit: first(query.edit),
    repair: first(query.repair),
  }).filter(([, value]) => value)
  // Another address is another composition: nothing of the one before may stay in the form.
  return <ComposePage key={JSON.stringify(asked)} {...Object.fromEntries(asked)} />
}
