'use client'

import { Fragment } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { formatPlatform } from '@/lib/oci/platform'
import type { TemplateFinding } from './template-state'

interface SkippedImagesProps {
  skipped: readonly TemplateFinding[]
  onDismiss: () => void
}

/** What a template left out, said where the entries are: an index that lacks a platform should surprise nobody. */
export function SkippedImages({ skipped, onDismiss }: SkippedImagesProps) {
  const one = skipped.length === 1
  return (
    <div role="status">
      {skipped.length > 0 && (
        <Notice
          kind="info"
          title={
            one
              ? 'One platform was skipped on purpose.'
              : `${skipped.length} platforms were skipped on purpose.`
          }
          actions={
            <Button size="sm" onClick={onDismiss}>
              Understood
            </Button>
          }
        >
          {skipped.map(({ row }, place) => (
            <Fragment key={formatPlatform(row.platform)}>
              {place > 0 && ', '}
              {formatPlatform(row.platform)} (
              <span className="break-all font-mono text-xs">{row.reference}</span>)
            </Fragment>
          ))}{' '}
          {one ? 'is' : 'are'} not in the registry, so the index will not serve {one ? 'it' : 'them'}. Push{' '}
          {one ? 'the image' : 'the images'} there and use the template again to add {one ? 'it' : 'them'}.
        </Notice>
      )}
    </div>
  )
}
