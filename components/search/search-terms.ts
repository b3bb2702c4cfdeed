const VALUE_MAX = 256

/** The query for images with a label; by its key alone where the value cannot be asked for. Null where neither can. */
export function labelTerm(key: string, value: string): string | null {
  if (!/^[^\s"=]+$/.test(key)) return null
  if (value === '' || value.length > VALUE_MAX || value.includes('"')) return `label:${key}`
  return `label:${key}=${/\s/.test(value) ? `"${value}"` : value}`
}

interface SearchExample {
  q: string
  finds: string
  /** The form of a term rather than one to try. */
  form?: boolean
}

/** The query language by example, for people who see it for the first time: what to type, and what it finds. */
export const SEARCH_EXAMPLES: readonly SearchExample[] = [
  { q: 's390x', finds: 'tags with a platform of that architecture' },
  {
    q: 's390x -arm64',
    finds: 'with s390x and without arm64; a minus leaves out a platform, a repository or a tag',
  },
  { q: 'repository:team/* tag:v1.*', finds: 'repositories and tags by pattern' },
  { q: 'finding:PLATFORM_LOST', finds: 'tags that lost a platform' },
  { q: 'label:org.opencontainers.image.licenses=MIT', finds: 'images with a label, or with one value of it' },
  { q: 'digest:sha256:…', finds: 'tags that lead to a manifest, a config or a layer', form: true },
  { q: 'kind:image', finds: 'by kind: index, image or artifact' },
]
