'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { CommandLine } from '@/components/ui/command-line'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { type CoverageFilter, coverageParams } from '@/lib/client/coverage'
import { formatReference } from '@/lib/oci/reference'
import { apiPath } from '@/lib/routes'
import { gateCommand } from './api-command'
import { BadgeMarkdown } from './badge-markdown'

const FORMATS = [
  { format: 'csv', name: 'CSV', what: 'for a spreadsheet' },
  { format: 'md', name: 'Markdown', what: 'for an issue or a wiki' },
  { format: 'sarif', name: 'SARIF', what: 'for code scanning' },
  { format: 'json', name: 'JSON', what: 'the first 1,000 tags; more by cursor' },
] as const

/** What is shown, elsewhere: as a file, in a pipeline, as a badge. */
export function ExportMenu({ filter }: { filter: CoverageFilter }) {
  const [tag, setTag] = useState('latest')
  const params = coverageParams(filter)
  const { registry, repository } = filter
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button>
          <Download aria-hidden />
          Export
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="grid w-104 gap-3" aria-label="Export">
        <ul className="grid">
          {FORMATS.map(({ format, name, what }) => (
            <li key={format}>
              <a
                href={apiPath('coverage', {
                  ...params,
                  format,
                  ...(format === 'json' && { limit: '1000' }),
                })}
                download={`coverage.${format === 'sarif' ? 'sarif.json' : format}`}
                className="flex min-h-7 items-center gap-2 rounded-sm px-2 hover:bg-hover"
              >
                <span className="w-20 font-medium">{name}</span>
                <span className="text-ink-2 text-xs">{what}</span>
              </a>
            </li>
          ))}
        </ul>
        <section aria-label="The same in a pipeline" className="border-t pt-2.5">
          <p className="mb-1 text-ink-2 text-xs">
            In a pipeline, this fails as long as a finding is an error:
          </p>
          <CommandLine command={gateCommand(params)} label="gate on coverage with curl" />
        </section>
        {repository !== '' && registry !== '' && (
          <BadgeMarkdown
            reference={formatReference({ registry, repository, tag })}
            tag={tag}
            onTag={setTag}
          />
        )}
      </PopoverContent>
    </Popover>
  )
}
