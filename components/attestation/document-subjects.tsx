import { StatusGlyph } from '@/components/ui/status-glyph'
import type { ReadableDocument } from '@/lib/contract/attestation'
import { FactList, MonoText } from './fact-list'
import { namesAnother } from './names-another'

const SHOWN = 5

interface DocumentSubjectsProps {
  document: Pick<ReadableDocument, 'subjects' | 'subjectCount'>
  /** The digest it stands beside, or null where that is not known. */
  about: string | null
}

/** What a statement says it is about; and that it is about something else than what it stands beside. */
export function DocumentSubjects({ document: { subjects, subjectCount }, about }: DocumentSubjectsProps) {
  if (subjects.length === 0) return null
  const more = subjectCount - Math.min(SHOWN, subjects.length)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {namesAnother(subjects, about) && (
        <p className="flex items-start gap-1.5 text-warn">
          <StatusGlyph kind="warning" label={null} className="mt-1" />
          This statement names another image than the one it stands beside.
        </p>
      )}
      <FactList
        rows={[
          [
            'Says it is about',
            <ul key="subjects">
              {subjects.slice(0, SHOWN).map(({ name, digests }, place) => (
                <li key={`${place.toString()} ${name}`} className="grid">
                  {name !== null && <MonoText text={name} />}
                  {digests.map((digest) => (
                    <MonoText key={digest} text={digest} />
                  ))}
                </li>
              ))}
              {more > 0 && <li className="text-ink-2">and {more.toLocaleString('en')} more</li>}
            </ul>,
          ],
        ]}
      />
    </div>
  )
}
