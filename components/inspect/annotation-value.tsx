import { annotationLink } from './annotation-link'
import { SafeText } from './safe-text'

/** A value as text, or as a link that gives nothing of this page away. */
export function AnnotationValue({ name, value }: { name: string; value: string | null }) {
  if (value === null) return <span className="text-ink-3">not set</span>
  if (value === '') return <span className="text-ink-3">empty</span>
  const link = annotationLink(name, value)
  const text = <SafeText text={value} />
  if (link === null)
    return <span className="min-w-0 whitespace-pre-wrap break-words font-mono text-xs">{text}</span>
  return (
    <a
      href={link}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="min-w-0 break-all font-mono text-xs underline decoration-line-strong underline-offset-3 hover:decoration-ink"
    >
      {text}
    </a>
  )
}
