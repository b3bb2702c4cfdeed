/**
 * What we write of SARIF 2.1.0, as its JSON schema has it: the same names, the same required ones, nothing beside
 * them. Kept by hand from the OASIS specification (sections 3.13 to 3.58).
 */
const closed = (properties: Record<string, object>, required: string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
})
const text = { type: 'string' }
const index = { type: 'integer', minimum: -1 }
const level = { enum: ['none', 'note', 'warning', 'error'] }
const message = closed({ text, markdown: text, id: text, arguments: { type: 'array', items: text } })
const multiformat = closed({ text, markdown: text }, ['text'])
const bag = { type: 'object', properties: { tags: { type: 'array', items: text, uniqueItems: true } } }
const texts = { type: 'object', additionalProperties: text }

const rule = closed(
  {
    id: text,
    name: text,
    shortDescription: multiformat,
    fullDescription: multiformat,
    help: multiformat,
    helpUri: { type: 'string', format: 'uri' },
    defaultConfiguration: closed({ enabled: { type: 'boolean' }, level, rank: { type: 'number' } }),
    properties: bag,
  },
  ['id'],
)

const location = closed({
  id: index,
  physicalLocation: closed({
    artifactLocation: closed({ uri: { type: 'string', format: 'uri-reference' }, uriBaseId: text, index }),
  }),
  logicalLocations: {
    type: 'array',
    uniqueItems: true,
    items: closed({
      name: text,
      index,
      fullyQualifiedName: text,
      decoratedName: text,
      parentIndex: index,
      kind: text,
    }),
  },
})

const suppression = closed(
  {
    guid: text,
    kind: { enum: ['inSource', 'external'] },
    status: { enum: ['accepted', 'underReview', 'rejected'] },
    justification: text,
    location,
    properties: bag,
  },
  ['kind'],
)

const result = closed(
  {
    ruleId: text,
    ruleIndex: index,
    kind: { enum: ['notApplicable', 'pass', 'fail', 'review', 'open', 'informational'] },
    level,
    message,
    locations: { type: 'array', items: location },
    fingerprints: texts,
    partialFingerprints: texts,
    suppressions: { type: 'array', uniqueItems: true, items: suppression },
    properties: bag,
  },
  ['message'],
)

const driver = closed(
  {
    name: text,
    version: text,
    semanticVersion: text,
    rules: { type: 'array', uniqueItems: true, items: rule },
  },
  ['name'],
)

export const SARIF_EXCERPT = closed(
  {
    $schema: { type: 'string', format: 'uri' },
    version: { enum: ['2.1.0'] },
    runs: {
      type: 'array',
      items: closed({ tool: closed({ driver }, ['driver']), results: { type: 'array', items: result } }, [
        'tool',
      ]),
    },
  },
  ['version', 'runs'],
)
