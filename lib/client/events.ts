import { LiveEvent } from '@/lib/contract/events'

const NAMES = ['hello', 'scan', 'tags', 'policies'] as const
/** Two hellos and a half: without one the connection is dead, whatever the browser believes. */
const SILENCE_MS = 50_000
/** After a refusal, which a browser takes as final. */
const RETRY_MS = 30_000
/** How often pages are asked to look again while nothing tells them. */
const POLL_MS = 15_000

export interface LiveListener {
  onEvent: (event: LiveEvent) => void
  /** Events may have been missed: whatever is shown has to be asked for again. */
  onMissed: () => void
}

interface LiveSurroundings {
  open: (url: string) => EventSource
  document: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>
}

const BROWSER = (): LiveSurroundings => ({ open: (url) => new EventSource(url), document })

/**
 * Listens to the server's events until the returned function is called. Only a tab somebody looks at keeps a
 * connection: a browser has six for all tabs of one server. While there is none, `onMissed` every 15 seconds.
 */
export function listenLive(url: string, listener: LiveListener, surroundings = BROWSER()): () => void {
  const { open, document } = surroundings
  let source: EventSource | null = null
  let watchdog: ReturnType<typeof setTimeout> | undefined
  let everOpen = false

  const close = () => {
    clearTimeout(watchdog)
    source?.close()
    source = null
  }
  const tryAgainIn = (milliseconds: number) => {
    clearTimeout(watchdog)
    watchdog = setTimeout(connect, milliseconds)
  }
  function connect() {
    close()
    if (document.visibilityState === 'hidden') return
    const mine = open(url)
    source = mine
    tryAgainIn(SILENCE_MS)
    mine.onopen = () => {
      if (everOpen) listener.onMissed()
      everOpen = true
    }
    // The browser connects again by itself, except after an answer that is no stream.
    mine.onerror = () => mine.readyState === mine.CLOSED && tryAgainIn(RETRY_MS)
    for (const type of NAMES) {
      mine.addEventListener(type, ({ data }) => {
        tryAgainIn(SILENCE_MS)
        const event = readEvent(type, data)
        if (event) listener.onEvent(event)
      })
    }
  }

  const poll = setInterval(() => {
    if (document.visibilityState !== 'hidden' && source?.readyState !== source?.OPEN) listener.onMissed()
  }, POLL_MS)
  const onVisibility = () => (document.visibilityState === 'hidden' ? close() : connect())
  document.addEventListener('visibilitychange', onVisibility)
  connect()
  return () => {
    close()
    clearInterval(poll)
    document.removeEventListener('visibilitychange', onVisibility)
  }
}

/** Null for what this page does not understand: the server may be newer than it. */
function readEvent(type: (typeof NAMES)[number], data: unknown): LiveEvent | null {
  try {
    const parsed = LiveEvent.safeParse({ ...JSON.parse(String(data)), type })
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
