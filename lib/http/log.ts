import 'server-only'
import type { Context } from '@/lib/services/context'

/** One JSON line on stderr. Callers pass no secrets; texts of unknown origin go through `redact` first. */
export const log: Context['log'] = (level, message, fields = {}) => {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`)
}
