const COMMIT = '4f1d9c0b7a3e52689d04c1fb2e87a6d5390b1c7e'
const REPOSITORY = 'https://git.example.com/team/checkout.git'
const NODE_IMAGE = 'c5b1261d6d3e43071626931fc004f70149baeba2c8ec672bd4f27761f8e1ad6b'
const SBOM_TOOL = '3c1ae8e6d8a2f9b0e6f2f8f5ad9c0c4b1f2d6a8e7c9b0a1d2e3f4a5b6c7d8e9f'

const hex = (text) => ({ sha256: text })
const materials = (platform) => [
  {
    uri: `pkg:docker/node@22-alpine?platform=${encodeURIComponent(platform)}`,
    digest: hex(NODE_IMAGE),
  },
  {
    uri: 'pkg:docker/docker/buildkit-syft-scanner@stable-1',
    digest: hex(SBOM_TOOL),
  },
  { uri: `${REPOSITORY}#refs/heads/main`, digest: { sha1: COMMIT } },
]
const args = {
  'build-arg:NODE_ENV': 'production',
  'build-arg:RELEASE': '2.4',
  'label:org.opencontainers.image.source': REPOSITORY,
  target: 'runtime',
}
const vcs = { source: REPOSITORY, revision: COMMIT }
const WORKFLOW = 'https://git.example.com/team/checkout/actions/runs/18211'

/** What BuildKit before 0.26 writes: SLSA 0.2. */
export const provenance0 = (platform) => ({
  builder: { id: WORKFLOW },
  buildType: 'https://mobyproject.org/buildkit@v1',
  materials: materials(platform),
  invocation: {
    configSource: {
      uri: `${REPOSITORY}#refs/heads/main`,
      digest: { sha1: COMMIT },
      entryPoint: 'Dockerfile',
    },
    parameters: { frontend: 'gateway.v0', args },
    environment: { platform: 'linux/amd64' },
  },
  metadata: {
    buildInvocationID: 'k2v9r1mz4q8t0x6w3y5p7n1cd',
    buildStartedOn: '2026-10-28T14:17:52.118Z',
    buildFinishedOn: '2026-10-28T14:21:09.402Z',
    completeness: { parameters: true, environment: true, materials: false },
    reproducible: false,
    'https://mobyproject.org/buildkit@v1#metadata': { vcs },
  },
})

/** What it writes since: SLSA 1. */
export const provenance1 = (platform) => ({
  buildDefinition: {
    buildType: 'https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md',
    externalParameters: {
      configSource: { uri: `${REPOSITORY}#refs/heads/main`, digest: { sha1: COMMIT }, path: 'Dockerfile' },
      request: { frontend: 'gateway.v0', args },
    },
    internalParameters: { builderPlatform: 'linux/amd64' },
    resolvedDependencies: materials(platform),
  },
  runDetails: {
    builder: { id: WORKFLOW },
    metadata: {
      invocationId: 'k2v9r1mz4q8t0x6w3y5p7n1cd',
      startedOn: '2026-10-28T14:17:52.118Z',
      finishedOn: '2026-10-28T14:20:31.977Z',
      buildkit_metadata: { vcs },
      buildkit_hermetic: false,
      buildkit_completeness: { request: true, resolvedDependencies: false },
      buildkit_reproducible: false,
    },
  },
})

const APK = `alpine-baselayout@3.7.0-r0 GPL-2.0-only
alpine-keys@2.5-r0 MIT
apk-tools@2.14.9-r2 GPL-2.0-only
brotli-libs@1.1.0-r2 MIT
busybox@1.37.0-r18 GPL-2.0-only
c-ares@1.34.5-r0 MIT
ca-certificates-bundle@20250619-r0 MPL-2.0 AND MIT
icu-data-en@76.1-r1 ICU
icu-libs@76.1-r1 ICU
libcrypto3@3.5.4-r0 Apache-2.0
libgcc@14.2.0-r6 GPL-2.0-or-later AND LGPL-2.1-or-later
libssl3@3.5.4-r0 Apache-2.0
libstdc++@14.2.0-r6 GPL-2.0-or-later AND LGPL-2.1-or-later
musl@1.2.5-r10 MIT
musl-utils@1.2.5-r10 MIT AND BSD-2-Clause AND GPL-2.0-or-later
nghttp2-libs@1.65.0-r0 MIT
nodejs@22.16.0-r2 MIT
scanelf@1.3.8-r1 GPL-2.0-only
simdjson@3.12.0-r0 Apache-2.0
sqlite-libs@3.49.2-r1 blessing
ssl_client@1.37.0-r18 GPL-2.0-only
tzdata@2025b-r0 Public-Domain
zlib@1.3.1-r2 Zlib`
const NPM = `accepts@2.0.0 body-parser@2.2.0 bytes@3.1.2 call-bind-apply-helpers@1.0.2 call-bound@1.0.4
content-disposition@1.0.0 content-type@1.0.5 cookie@0.7.2 cookie-signature@1.2.2 debug@4.4.1 depd@2.0.0
dunder-proto@1.0.1 ee-first@1.1.1 encodeurl@2.0.0 es-define-property@1.0.1 es-errors@1.3.0
es-object-atoms@1.1.1 escape-html@1.0.3 etag@1.8.1 express@5.1.0 finalhandler@2.1.0 forwarded@0.2.0
fresh@2.0.0 function-bind@1.1.2 get-intrinsic@1.3.0 get-proto@1.0.1 gopd@1.2.0 has-symbols@1.1.0
hasown@2.0.2 http-errors@2.0.0 iconv-lite@0.6.3 inherits@2.0.4 ipaddr.js@1.9.1 is-promise@4.0.0
math-intrinsics@1.1.0 media-typer@1.1.0 merge-descriptors@2.0.0 mime-db@1.54.0 mime-types@3.0.1 ms@2.1.3
negotiator@1.0.0 object-inspect@1.13.4 on-finished@2.4.1 once@1.4.0 parseurl@1.3.3 path-to-regexp@8.2.0
proxy-addr@2.0.7 qs@6.14.0 range-parser@1.2.1 raw-body@3.0.0 router@2.2.0 safe-buffer@5.2.1
safer-buffer@2.1.2 send@1.2.0 serve-static@2.2.0 setprototypeof@1.2.0 side-channel@1.1.0
side-channel-list@1.0.0 side-channel-map@1.0.1 side-channel-weakmap@1.0.2 statuses@2.0.2 toidentifier@1.0.1
type-is@2.0.1 unpipe@1.0.0 vary@1.1.2 wrappy@1.0.2`

const apk = APK.split('\n').map((line) => {
  const [, name, version, licence] = /^(\S+)@(\S+) (.+)$/.exec(line) ?? []
  return { name, version, licence, purl: `pkg:apk/alpine/${name}@${version}?distro=3.22.1` }
})
const npm = NPM.split(/\s+/).map((one) => {
  const at = one.lastIndexOf('@')
  const [name, version] = [one.slice(0, at), one.slice(at + 1)]
  return { name, version, licence: 'MIT', purl: `pkg:npm/${name}@${version}` }
})
/** Whoever packs an image names what is in it; a name is text. */
const odd = { name: '<img src=x onerror="alert(1)">', version: '0.0.1', licence: 'NOASSERTION', purl: null }

/** As the scanner of BuildKit writes it. */
export const spdx = (architecture) => ({
  spdxVersion: 'SPDX-2.3',
  dataLicense: 'CC0-1.0',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'sbom',
  documentNamespace: `https://anchore.com/syft/dir/sbom-${architecture}-7f4c1d1e`,
  creationInfo: {
    licenseListVersion: '3.25',
    creators: ['Organization: Anchore, Inc', 'Tool: syft-v1.19.0', 'Tool: buildkit-v0.25.0'],
    created: '2026-10-28T14:20:58Z',
  },
  packages: [...apk, ...npm, odd].map(({ name, version, licence, purl }, place) => ({
    name,
    SPDXID: `SPDXRef-Package-${place}`,
    versionInfo: version,
    supplier: purl?.startsWith('pkg:apk') ? 'Organization: Alpine Linux' : 'NOASSERTION',
    downloadLocation: 'NOASSERTION',
    licenseConcluded: 'NOASSERTION',
    licenseDeclared: licence,
    ...(purl !== null && {
      externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl }],
    }),
  })),
  files: [],
  relationships: [
    {
      spdxElementId: 'SPDXRef-DOCUMENT',
      relatedSpdxElement: 'SPDXRef-Package-0',
      relationshipType: 'DESCRIBES',
    },
  ],
})

/** Of the whole image, made by another tool. */
export const cycloneDx = () => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
  version: 1,
  metadata: {
    timestamp: '2026-10-28T15:01:44Z',
    tools: { components: [{ type: 'application', name: 'trivy', version: '0.67.2' }] },
    component: { type: 'container', name: 'team/checkout', version: '2.4' },
  },
  components: npm.map(({ name, version, licence, purl }) => ({
    type: 'library',
    name,
    version,
    purl,
    licenses: [{ license: { id: licence } }],
  })),
})

export const vulnerabilities = () => ({
  invocation: { uri: WORKFLOW },
  scanner: { uri: 'pkg:github/aquasecurity/trivy@0.67.2', version: '0.67.2', result: { Results: [] } },
  metadata: { scanStartedOn: '2026-10-28T15:00:02Z', scanFinishedOn: '2026-10-28T15:00:41Z' },
})
