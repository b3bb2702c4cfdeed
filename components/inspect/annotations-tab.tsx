import { EmptyState } from '@/components/ui/empty-state'
import { AnnotationValue } from './annotation-value'
import { EntryChip } from './entry-chip'
import type { ImageTabProps } from './image-tabs'
import { NameValueList } from './name-value-list'

/** What was written on the index and on each of its entries. Labels are the config's. */
export function AnnotationsTab({ image }: ImageTabProps) {
  const annotated = image.platforms.filter(({ annotations }) => Object.keys(annotations).length > 0)
  const own = Object.keys(image.annotations).length > 0
  if (!own && annotated.length === 0)
    return <EmptyState title="No annotations.">Labels of the image are under Config.</EmptyState>
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      {own && (
        <section>
          <h3 className="mb-1 font-semibold">
            {image.kind === 'index' ? 'On the index' : 'On the manifest'}
          </h3>
          <AnnotationList annotations={image.annotations} />
        </section>
      )}
      {annotated.map((platform, place) => (
        <section key={`${place.toString()} ${platform.digest}`}>
          <h3 className="mb-1 flex items-center gap-2 font-semibold">
            On the entry <EntryChip entry={platform} />
          </h3>
          <AnnotationList annotations={platform.annotations} />
        </section>
      ))}
    </div>
  )
}

function AnnotationList({ annotations }: { annotations: Readonly<Record<string, string>> }) {
  const rows = Object.entries(annotations).map(([name, value]) => ({
    name,
    value: <AnnotationValue name={name} value={value} />,
  }))
  return <NameValueList rows={rows} />
}
