import 'server-only'
/** One authentication scheme a registry offers (RFC 9110 section 11.6.1). */
export interface Challenge {
  /** Lower case. */
  scheme: string
  /** Keys in lower case. */
  parameters: Record<string, string>
}

const TOKEN = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y
const PARAMETER = /\s*,?\s*([!#$%&'*+\-.^_`|~0-9A-Za-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^\s,"]+))/y

/** Parses `WWW-Authenticate`: several challenges in one value or many, quoted or bare, a comma forgotten here and there. */
export function parseChallenges(header: string | string[] | undefined): Challenge[] {
  return [header ?? []].flat().flatMap(parseHeader)
}

function parseHeader(text: string): Challenge[] {
  const challenges: Challenge[] = []
  let position = 0
  while (position < text.length) {
    const separator = /[\s,]*/y
    separator.lastIndex = position
    position += separator.exec(text)?.[0].length ?? 0
    TOKEN.lastIndex = position
    const scheme = TOKEN.exec(text)?.[0]
    if (!scheme) break
    position += scheme.length
    const parameters: Record<string, string> = Object.create(null)
    for (;;) {
      PARAMETER.lastIndex = position
      const match = PARAMETER.exec(text)
      if (!match?.[1]) break
      parameters[match[1].toLowerCase()] = match[2]?.replace(/\\(.)/g, '$1') ?? match[3] ?? ''
      position += match[0].length
    }
    challenges.push({ scheme: scheme.toLowerCase(), parameters })
  }
  return challenges
}

/** The challenge to answer: Bearer before Basic, as every client does; null when neither is offered. */
export function chooseChallenge(challenges: readonly Challenge[]): Challenge | null {
  const find = (scheme: string) => challenges.find((challenge) => challenge.scheme === scheme)
  return find('bearer') ?? find('basic') ?? null
}
