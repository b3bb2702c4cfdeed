import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'

interface OpenApi {
  paths: Record<string, Record<string, Operation | undefined> | undefined>
}
interface Operation {
  responses: Record<string, { content?: Record<string, { schema?: object }> } | undefined>
}
export interface Answer {
  method: string
  url: string
  status: number
  contentType: string
  body: () => Promise<Buffer>
}

/** Checks answers against the dashboard's own openapi.json. */
export class ApiContract {
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
  private readonly validators = new Map<string, ValidateFunction>()

  constructor(private readonly document: OpenApi) {
    this.ajv.addSchema(document, 'openapi')
  }

  static async of(serverUrl: string): Promise<ApiContract> {
    const response = await fetch(`${serverUrl}/api/openapi.json`)
    if (!response.ok) throw new Error(`openapi.json answered ${response.status}.`)
    return new ApiContract((await response.json()) as OpenApi)
  }

  /** What is wrong with an answer, as sentences; none when it keeps the contract. */
  async problemsOf(answer: Answer): Promise<string[]> {
    const where = `${answer.method} ${answer.url} -> ${answer.status}`
    const path = this.pathOf(new URL(answer.url).pathname)
    const method = answer.method.toLowerCase()
    const operations = path === null ? undefined : this.document.paths[path]
    // HEAD is answered where GET is, without a body.
    const operation = operations?.[method] ?? (method === 'head' ? operations?.get : undefined)
    if (path === null || operation === undefined) return [`${where}: openapi.json does not know this call.`]
    // The registry's own answers pass through as they are.
    if (path.startsWith('/api/v2/')) return []
    const key = [String(answer.status), `${String(answer.status)[0]}XX`, 'default'].find(
      (it) => operation.responses[it],
    )
    if (key === undefined) return [`${where}: openapi.json does not list this status.`]
    const content = operation.responses[key]?.content ?? {}
    const type = answer.contentType.split(';')[0]?.trim() ?? ''
    const media = content[type]
    if (media === undefined)
      return isBytes(content, type) ? [] : [`${where}: ${type || 'no type'} is not listed.`]
    if (method === 'head' || !/json$|ndjson$/.test(type) || media.schema === undefined) return []
    const pointer = [
      'paths',
      path,
      operations?.[method] ? method : 'get',
      'responses',
      key,
      'content',
      type,
      'schema',
    ]
    const validate = this.validator(pointer)
    return documentsOf(type, (await answer.body()).toString('utf8')).flatMap((value) =>
      validate(value) ? [] : (validate.errors ?? []).map((error) => `${where}: ${describe(error)}`),
    )
  }

  private validator(pointer: string[]): ValidateFunction {
    const reference = `openapi#/${pointer.map(encodePointer).join('/')}`
    const known = this.validators.get(reference) ?? this.ajv.compile({ $ref: reference })
    this.validators.set(reference, known)
    return known
  }

  private pathOf(pathname: string): string | null {
    const fits = (template: string) => {
      const parts = template.split(/\{[^}]+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      return new RegExp(`^${parts.join('.+')}$`).test(pathname)
    }
    return Object.keys(this.document.paths).find(fits) ?? null
  }
}

/** Raw bytes go out with the media type they have in the registry; one listed index type stands for all. */
function isBytes(content: object, type: string): boolean {
  return (
    Object.keys(content).some((listed) => listed.startsWith('application/vnd.')) &&
    type.includes('application/vnd.')
  )
}

function documentsOf(type: string, text: string): unknown[] {
  if (!type.endsWith('ndjson')) return [JSON.parse(text)]
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown)
}

function describe(error: ErrorObject): string {
  return `${error.instancePath || 'the body'} ${error.message ?? ''} ${JSON.stringify(error.params)}`
}

const encodePointer = (part: string) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))
