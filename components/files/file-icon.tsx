import { Ban, CornerDownRight, File, FileQuestionMark, Folder, type LucideIcon } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import type { FileType } from '@/lib/contract/files'

const ICONS: Record<FileType, LucideIcon> = {
  file: File,
  folder: Folder,
  symlink: CornerDownRight,
  hardlink: CornerDownRight,
  'character device': FileQuestionMark,
  'block device': FileQuestionMark,
  fifo: FileQuestionMark,
  whiteout: Ban,
  opaque: Ban,
}

/** What kind of entry it is; a screen reader hears the word. */
export function FileIcon({ type }: { type: FileType }) {
  const Icon = ICONS[type]
  return (
    <Icon
      role={type === 'file' ? undefined : 'img'}
      aria-hidden={type === 'file' || undefined}
      aria-label={type === 'file' ? undefined : type}
      className={cn('mt-0.75 size-3.5 shrink-0 text-ink-3', type === 'folder' && 'fill-line text-ink-2')}
    />
  )
}
