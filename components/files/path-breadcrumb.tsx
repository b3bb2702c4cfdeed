'use client'

import { SafeText } from '@/components/inspect/safe-text'
import { CopyButton } from '@/components/ui/copy-button'
import { pathParts, shownPath } from './file-path'
import { type FilesView, toPath } from './use-files-view'

/** The way from the root, each folder a link. */
export function PathBreadcrumb({ view, path }: { view: FilesView; path: string }) {
  const parts = pathParts(path)
  return (
    <nav aria-label="Path" className="flex min-w-0 flex-wrap items-center gap-x-1 font-mono text-sm">
      <ol className="flex min-w-0 flex-wrap items-center">
        <li>
          <Step view={view} path="" isLast={parts.length === 0}>
            /
          </Step>
        </li>
        {parts.map((part, place) => (
          <li key={part.path} className="flex min-w-0 items-center">
            {place > 0 && (
              <span aria-hidden className="text-ink-3">
                /
              </span>
            )}
            <Step view={view} path={part.path} isLast={place === parts.length - 1}>
              <SafeText text={part.name} />
            </Step>
          </li>
        ))}
      </ol>
      {path !== '' && <CopyButton value={shownPath(path)} label={`Copy the path ${shownPath(path)}`} />}
    </nav>
  )
}

function Step(props: { view: FilesView; path: string; isLast: boolean; children: React.ReactNode }) {
  const className = 'inline-flex min-h-6 min-w-6 items-center justify-center break-all px-0.5'
  if (props.isLast)
    return (
      <span aria-current="page" className={`${className} font-medium`}>
        {props.children}
      </span>
    )
  return (
    <a
      {...props.view.linkTo(toPath(props.path))}
      className={`${className} text-ink-2 decoration-line-strong underline-offset-3 hover:text-ink hover:underline`}
    >
      {props.children}
    </a>
  )
}
