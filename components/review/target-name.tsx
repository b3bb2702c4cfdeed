import { parseReference } from '@/lib/oci/reference'

/** A whole reference, the registry dimmed. It breaks where it has to. */
export function TargetName({ target }: { target: string }) {
  const parsed = parseReference(target)
  const registry = parsed.ok && target.startsWith(`${parsed.value.registry}/`) ? parsed.value.registry : ''
  return (
    <span className="min-w-0 break-all font-medium font-mono">
      {registry && <span className="text-ink-3">{registry}/</span>}
      {registry ? target.slice(registry.length + 1) : target}
    </span>
  )
}
