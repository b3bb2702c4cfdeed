'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { listenLive } from '@/lib/client/events'
import { followLive } from '@/lib/client/follow-live'
import { apiPath } from '@/lib/routes'

/** Keeps what the page shows up to date with what the server tells, without a reload. Shows nothing itself. */
export function LiveUpdates() {
  const client = useQueryClient()
  useEffect(() => {
    const follower = followLive(client)
    const leave = listenLive(apiPath('events'), follower)
    return () => {
      leave()
      follower.stop()
    }
  }, [client])
  return null
}
