import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Ajv from 'ajv/dist/2020'
import { describe, expect, it } from 'vitest'
import { ENDPOINTS } from './endpoints'
import { openApiDocument } from './openapi'

interface Operation {
  requestBody?: { content: Record<string, object> }
  responses: Record<string, { content: Record<string, { schema: object }> }>
}
const document = openApiDocument('1.2.3') as {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: object }
}

function* schemas() {
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, { responses }] of Object.entries(operations)) {
      for (const [status, { content }] of Object.entries(responses)) {
        for (const [type, { schema }] of Object.entries(content))
          yield { name: `${method} ${path} ${status} ${type}`, schema }
      }
    }
  }
}

describe('openapi.json', () => {
  it('describes every endpoint of the table', () => {
    expect(Object.keys(document.paths).sort()).toEqual(
      [...new Set(Object.values(ENDPOINTS).map(({ path }) => path))].sort(),
    )
  })

  it.each([...schemas()])('$name is a schema a validator accepts', ({ schema }) => {
    const ajv = new Ajv({ strict: false, formats: { 'date-time': true } })
    ajv.addSchema({ $id: 'https://manifold.invalid/openapi', ...document })
    const absolute = JSON.parse(
      JSON.stringify(schema).replaceAll('"#/components', '"https://manifold.invalid/openapi#/components'),
    )
    expect(() => ajv.compile(absolute)).not.toThrow()
  })

  it('takes YAML where a spec is taken, and nowhere else', () => {
    const bodies = Object.entries(document.paths).flatMap(([path, { post }]) =>
      post?.requestBody?.content['application/yaml'] ? [path] : [],
    )
    expect(bodies).toEqual(['/api/compositions/plan', '/api/compositions'])
  })

  it('has a route for every path, and a path for every route', () => {
    const folder = fileURLToPath(new URL('../../app/api', import.meta.url))
    const routes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('route.ts'))
      .map((file) => `/api/${file.replace(/\/?route\.ts$/, '')}`)
      .filter((route) => !route.startsWith('/api/['))
      .map((route) => route.replace('[...path]', '{registry}/{path}').replace(/\[(\w+)\]/g, '{$1}'))
    expect(routes.sort()).toEqual(Object.keys(document.paths).sort())
  })
})
