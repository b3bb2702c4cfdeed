import { expect, test } from 'vitest'
import { documentKindOf, isDocumentLayer, predicateTypeOf } from './document-type'

test.each([
  ['application/vnd.in-toto+json', true],
  ['application/spdx+json', true],
  ['text/spdx+json', true],
  ['application/vnd.cyclonedx+json', true],
  ['application/vnd.dsse.envelope.v1+json', true],
  ['application/vnd.dev.cosign.simplesigning.v1+json', true],
  ['application/vnd.dev.sigstore.bundle.v0.3+json', true],
  ['application/json', true],
  ['application/vnd.oci.image.layer.v1.tar+gzip', false],
  ['application/vnd.cncf.helm.chart.content.v1.tar+gzip', false],
  ['text/plain', false],
])('%s is a document: %s', (mediaType, is) => {
  expect(isDocumentLayer(mediaType)).toBe(is)
})

test.each([
  ['https://slsa.dev/provenance/v1', 'provenance'],
  ['https://spdx.dev/Document', 'sbom'],
  ['https://cyclonedx.org/bom', 'sbom'],
  ['application/vnd.dev.cosign.simplesigning.v1+json', 'signature'],
  ['https://cosign.sigstore.dev/attestation/vuln/v1', 'vulnerabilities'],
  ['https://openvex.dev/ns/v0.2.0', 'vulnerabilities'],
  ['application/vnd.in-toto+json', 'other'],
])('%s is %s', (type, kind) => {
  expect(documentKindOf(type)).toBe(kind)
})

test("a predicate type is found where BuildKit, cosign and sigstore's bundles write it", () => {
  const mediaType = 'application/vnd.in-toto+json'
  for (const key of ['in-toto.io/predicate-type', 'predicateType', 'dev.sigstore.bundle.predicateType'])
    expect(predicateTypeOf({ mediaType, annotations: { [key]: 'p' } })).toBe('p')
  expect(predicateTypeOf({ mediaType })).toBeNull()
})
