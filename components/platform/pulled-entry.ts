import type { Reference } from '@/lib/oci/reference'
import type { BoardEntry } from '@/lib/oci/who-gets-what'

/** An entry of the board with the way to its own page. */
export interface PulledEntry extends BoardEntry {
  /** Its place in the index, counted from 1: attestations, which the board leaves out, count too. */
  number: number
  digest: string
  home: Pick<Reference, 'registry' | 'repository'> | null
}
