'use client'

import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { CommandLine } from '@/components/ui/command-line'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { PULL_CLIENTS, pullCommand } from '@/lib/client/shell-commands'
import type { InspectResponse } from '@/lib/contract/inspect'
import { formatPlatform } from '@/lib/oci/platform'
import type { Reference } from '@/lib/oci/reference'
import { PlatformPicker } from './platform-picker'

/** How each client fetches one platform of this image. */
export function PullMenu({ reference, image }: { reference: Reference; image: InspectResponse }) {
  const [digest, setDigest] = useState<string | null>(null)
  const pullable = image.platforms.filter(({ kind }) => kind === 'image')
  const chosen = pullable.find((one) => one.digest === digest) ?? pullable[0]
  if (!chosen) return null
  // Without a platform it is pulled by its digest.
  const platform = chosen.platform ? formatPlatform(chosen.platform) : ''
  const wanted = { platform, digest: chosen.digest }
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button>
          Pull
          <ChevronDown aria-hidden />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-120" aria-label="Pull commands">
        <div className="flex items-center justify-between gap-2">
          <p className="font-medium">{image.kind === 'index' ? 'Pull one platform' : 'Pull it'}</p>
          {pullable.length > 1 && (
            <PlatformPicker platforms={pullable} chosen={chosen} onChoose={(one) => setDigest(one.digest)} />
          )}
        </div>
        <dl className="mt-2 grid gap-2">
          {PULL_CLIENTS.map((client) => (
            <div key={client}>
              <dt className="mb-0.5 text-ink-3 text-xs">{client}</dt>
              <dd>
                <CommandLine
                  command={pullCommand(client, reference, wanted)}
                  label={`pull ${platform || 'it'} with ${client}`}
                />
              </dd>
            </div>
          ))}
        </dl>
      </PopoverContent>
    </Popover>
  )
}
