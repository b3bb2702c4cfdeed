import { expect, test } from 'vitest'
import { DOCKER_LIST, DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST } from '@/lib/oci/media-type'
import { chooseFormat } from './choose-format'
import type { CompositionSpec, Format } from './spec'

const DOCKER = [DOCKER_MANIFEST, DOCKER_MANIFEST]
const MIXED = [DOCKER_MANIFEST, OCI_MANIFEST]

const spec = (format: string | null, mediaType: string | null, annotations = {}): CompositionSpec => ({
  image: 'r/a:v1',
  tags: [],
  format,
  mediaType,
  annotations,
  manifests: [],
})

type Row = [string | null, string | null, string[], Format, string]
test.each<Row>([
  [null, null, DOCKER, 'docker', DOCKER_LIST],
  [null, null, MIXED, 'oci', OCI_INDEX],
  [null, null, [], 'docker', DOCKER_LIST],
  [null, 'oci', DOCKER, 'oci', OCI_INDEX],
  [null, 'docker', MIXED, 'docker', DOCKER_LIST],
  ['docker', null, MIXED, 'docker', DOCKER_LIST],
  ['docker', 'docker', MIXED, 'docker', DOCKER_LIST],
  ['pushml', null, MIXED, 'pushml', DOCKER_LIST],
  ['oci', null, DOCKER, 'oci', OCI_INDEX],
  ['buildx', null, DOCKER, 'buildx', DOCKER_LIST],
  ['buildx', null, MIXED, 'buildx', OCI_INDEX],
  ['buildx', 'oci', DOCKER, 'buildx', OCI_INDEX],
  ['buildx', 'docker', MIXED, 'buildx', DOCKER_LIST],
  ['crane', null, DOCKER, 'crane', OCI_INDEX],
  ['crane', 'docker', MIXED, 'crane', DOCKER_LIST],
])('format %s, media type %s over %j: %s, %s', (format, mediaType, children, profile, wanted) => {
  const choice = chooseFormat(spec(format, mediaType), children)
  expect(choice).toMatchObject({ profile, mediaType: wanted, problems: [] })
  expect(choice.reason).toMatch(/^[A-Z].*\.$/)
})

test('annotations ask for OCI, of the index and of an entry alike', () => {
  expect(chooseFormat(spec(null, null, { a: 'b' }), DOCKER).profile).toBe('oci')
  const manifests = [{ image: 'r/b:v1', platform: {}, annotations: { a: 'b' } }]
  expect(chooseFormat({ ...spec(null, null), manifests }, DOCKER).profile).toBe('oci')
})

test.each([
  ['docker', 'oci'],
  ['pushml', 'oci'],
  ['oci', 'docker'],
])('format %s contradicts media type %s', (format, mediaType) => {
  expect(chooseFormat(spec(format, mediaType), DOCKER).problems).toMatchObject([
    { code: 'FORMAT_UNKNOWN', path: ['mediaType'], fix: { kind: 'set-format', format: mediaType } },
  ])
})

test('a word nobody knows leaves the choice to the rule', () => {
  const choice = chooseFormat(spec('OCI', null), DOCKER)
  expect(choice.profile).toBe('docker')
  expect(choice.problems).toMatchObject([{ code: 'FORMAT_UNKNOWN', fix: { format: 'oci' } }])
})
