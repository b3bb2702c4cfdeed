import Link from 'next/link'
import { coveragePath, referencePath } from '@/lib/routes'
import type { MatrixLine } from './matrix-rows'

interface MatrixRepositoryRowProps {
  line: Extract<MatrixLine, { kind: 'repository' }>
  index: number
  span: number
}

/** The head of a repository among its tags. */
export function MatrixRepositoryRow({ line, index, span }: MatrixRepositoryRowProps) {
  const { registry, repository } = line
  return (
    <tr aria-rowindex={index + 2} className="h-7.5">
      <th scope="rowgroup" colSpan={span} className="border-b bg-sunk p-0 font-medium">
        <div className="sticky left-0 flex w-fit max-w-[min(100cqw,60rem)] items-center gap-3 px-3">
          <Link
            href={coveragePath({ registry, repository })}
            data-cell={`${index}-0`}
            title={`Only ${repository}`}
            className="flex min-h-6 min-w-0 items-center font-mono decoration-line-strong underline-offset-3 hover:underline"
          >
            <span className="truncate">{repository}</span>
          </Link>
          <Link
            href={referencePath({ registry, repository })}
            aria-label={`Tags of ${repository}`}
            tabIndex={-1}
            className="flex min-h-6 items-center text-ink-3 decoration-line-strong underline-offset-3 hover:text-ink hover:underline"
          >
            tags
          </Link>
        </div>
      </th>
    </tr>
  )
}
