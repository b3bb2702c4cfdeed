'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import { readSpecLink } from '@/lib/client/spec-link'
import { specInHash } from '@/lib/routes'

export interface SpecLink {
  /** Nobody knows yet what the address holds: the draft beside it waits. */
  pending: boolean
  /** Why the address opened nothing. */
  failure: string | null
  dismiss: () => void
}

/**
 * Opens the composition that stands in the address, now and whenever another is put there. Once opened it leaves the
 * address: from then on the draft is the truth, and the same link can be followed again.
 */
export function useSpecLink(onOpen: (yaml: string) => void): SpecLink {
  const [pending, setPending] = useState(true)
  const [failure, setFailure] = useState<string | null>(null)
  const open = useEffectEvent(onOpen)

  useEffect(() => {
    let asked: string | null = null
    const read = async () => {
      const packed = specInHash(location.hash)
      if (packed === asked && packed !== null) return
      asked = packed
      if (packed === null) return setPending(false)
      const result = await readSpecLink(packed)
      if (asked !== packed) return
      if (result.ok) {
        asked = null
        clearHash()
        open(result.value)
      }
      setFailure(result.ok ? null : result.error.message)
      setPending(false)
    }
    void read()
    const unfollow = followHash(() => void read())
    return () => {
      asked = CLOSED
      unfollow()
    }
  }, [])

  const dismiss = () => {
    clearHash()
    setFailure(null)
  }
  return { pending, failure, dismiss }
}

/** No packed spec is spelled so. */
const CLOSED = ''

/** With no state of our own, the router takes note of the new address and will not bring the old one back. */
function clearHash(): void {
  history.replaceState(null, '', location.pathname + location.search)
}

/** A link inside the page changes the address without a `hashchange`; the Navigation API tells of both. */
function followHash(onChange: () => void): () => void {
  const [target, event]: [EventTarget, string] =
    'navigation' in window ? [window.navigation, 'currententrychange'] : [window, 'hashchange']
  target.addEventListener(event, onChange)
  return () => target.removeEventListener(event, onChange)
}
