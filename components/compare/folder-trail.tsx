import { pathParts } from '@/components/files/file-path'
import { SafeText } from '@/components/inspect/safe-text'

/** The way from the root to the folder that is open; each step leads back. */
export function FolderTrail({ path, onOpen }: { path: string; onOpen: (path: string) => void }) {
  const parts = [{ name: 'root', path: '' }, ...pathParts(path)]
  return (
    <nav aria-label="Folder" className="flex flex-wrap items-center gap-x-1 font-mono text-xs">
      {parts.map((part, place) => (
        <span key={part.path} className="inline-flex min-w-0 items-center gap-1">
          {place > 0 && <span className="text-ink-3">/</span>}
          {place === parts.length - 1 ? (
            <span aria-current="page" className="break-all">
              <SafeText text={part.name} />
            </span>
          ) : (
            <button
              type="button"
              onClick={() => onOpen(part.path)}
              className="min-h-6 break-all rounded-xs text-left underline decoration-line-strong underline-offset-3 hover:decoration-ink"
            >
              <SafeText text={part.name} />
            </button>
          )}
        </span>
      ))}
    </nav>
  )
}
