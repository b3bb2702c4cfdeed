'use client'

import { useNow } from './use-now'

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })
const dayAndClock = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })

/** `14:02:11` in the reader's time zone, with the date once it is older than a day. */
export function ClockTime({ value }: { value: string }) {
  const now = useNow()
  const then = Date.parse(value)
  const text = now === null ? value : (now - then > 86_400_000 ? dayAndClock : clock).format(then)
  return (
    <time data-slot="clock-time" dateTime={value} title={value} className="tabular-nums">
      {text}
    </time>
  )
}
