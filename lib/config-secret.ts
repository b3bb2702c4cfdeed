import 'server-only'
import { ConfigError } from './config-error'
import { TOKEN_RULE, Token } from './config-schema'

/** Reads a text file, or answers null where there is none. */
export type ReadText = (path: string) => string | null

/** Reads the files that an entry names. `entry` is whose they are, for messages. Throws `ConfigError`. */
export function createSecretReader(entry: string, readText: ReadText) {
  const problem = (text: string) => new ConfigError([`${entry}: ${text}`])

  /** `key` is the one that names the file. */
  function text(path: string, key: string): string {
    const found = readText(path)
    if (found === null) throw problem(`its ${key} ${path} is not there`)
    return found
  }
  // A file written with `echo` ends in a newline that is no part of the secret.
  const secret = (path: string, key: string) => text(path, key).replace(/\r?\n$/, '')

  return {
    problem,
    text,
    secret,
    /** What an entry gives as `token` or `tokenFile`; null where neither. */
    token(given: { token?: string | undefined; tokenFile?: string | undefined }): string | null {
      if (given.tokenFile === undefined) return given.token ?? null
      const read = secret(given.tokenFile, 'tokenFile')
      if (!Token.safeParse(read).success)
        throw problem(`its tokenFile ${given.tokenFile} holds no token: ${TOKEN_RULE}`)
      return read
    },
  }
}
