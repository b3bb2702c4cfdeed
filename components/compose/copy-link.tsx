'use client'

import { Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { shortSpecLink, specLink } from '@/lib/client/spec-link'
import { SPEC_LINK_LENGTH_MAX } from '@/lib/composition/spec-link'
import { pageAddress } from '@/lib/routes'

interface CopyLinkProps {
  text: string
  broken: boolean
}

/** The address that opens this composition filled in, in any browser that reaches this server. */
export function CopyLink({ text, broken }: CopyLinkProps) {
  const link = useLink(text)
  const obstacle = obstacleTo(link, broken)
  if (obstacle !== null)
    return (
      <Button aria-disabled aria-label="Copy link" title={obstacle} onClick={() => toast.error(obstacle)}>
        <Copy aria-hidden /> Link
      </Button>
    )
  return (
    <CopyButton
      value={link}
      label="Copy a link that opens this composition"
      aria-label="Copy link"
      size="md"
      variant="default"
    >
      Link
    </CopyButton>
  )
}

function obstacleTo(link: string, broken: boolean): string | null {
  if (broken) return 'The YAML cannot be read, so the link would open nothing. Mend it first.'
  if (link.length <= SPEC_LINK_LENGTH_MAX) return null
  return 'The composition is too long for a link. Copy the YAML and send it as a file.'
}

/** Made ahead of the click, since a browser lets nobody wait between a click and the clipboard. */
function useLink(text: string): string {
  const [short, setShort] = useState({ text: '', link: '' })
  useEffect(() => {
    let current = true
    shortSpecLink(text).then((path) => {
      if (current) setShort({ text, link: pageAddress(location.origin, path) })
    })
    return () => {
      current = false
    }
  }, [text])
  return short.text === text ? short.link : pageAddress(location.origin, specLink(text))
}
