import { expect, it } from 'vitest'
import { kindInWords } from './kind-in-words'

it.each([
  ['application/vnd.oci.image.index.v1+json', null, 'OCI image index (a manifest list)'],
  [
    'application/vnd.docker.distribution.manifest.list.v2+json',
    null,
    'Docker manifest list (an image index)',
  ],
  ['application/vnd.docker.distribution.manifest.v2+json', null, 'Docker image manifest'],
  ['application/vnd.oci.image.manifest.v1+json', 'application/vnd.cncf.helm.config.v1+json', 'Helm chart'],
  ['application/vnd.oci.image.manifest.v1+json', 'application/spdx+json', 'SBOM (list of ingredients)'],
  ['application/vnd.oci.image.manifest.v1+json', 'application/x-thing', 'Artifact'],
  ['application/x-strange', null, 'application/x-strange'],
])('%s of type %s is called %s', (mediaType, artifactType, words) => {
  expect(kindInWords(mediaType, artifactType)).toBe(words)
})
