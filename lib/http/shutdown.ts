import 'server-only'

const CONTROLLER = Symbol.for('manifold.shutdown')
type Scope = typeof globalThis & { [CONTROLLER]?: AbortController }

/** Fires once on SIGTERM or SIGINT: streams end, background work stops, and the process can leave. */
export function shutdownSignal(): AbortSignal {
  const scope: Scope = globalThis
  scope[CONTROLLER] ??= listen()
  return scope[CONTROLLER].signal
}

function listen(): AbortController {
  const controller = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => controller.abort(new Error('The server is shutting down.')))
  }
  return controller
}
