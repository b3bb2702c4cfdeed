import { buildImage, descriptor, json } from '../build-image.mjs'
import { sha256 } from '../tar-layer.mjs'
import { cycloneDx, provenance0, provenance1, spdx, vulnerabilities } from './attested-documents.mjs'
import { base, copy, note, run } from './release.mjs'

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json'
const INDEX = 'application/vnd.oci.image.index.v1+json'
const IN_TOTO = 'application/vnd.in-toto+json'
const REPOSITORY = 'team/checkout'
const CREATED = '2026-10-28T14:21:09Z'

const built = (mediaType, manifest, blobs, children = []) => {
  const body = json({ schemaVersion: 2, mediaType, ...manifest })
  return { mediaType, body, digest: sha256(body), blobs, children }
}

const image = (architecture) =>
  buildImage({
    type: 'oci',
    platform: { architecture, os: 'linux' },
    created: CREATED,
    steps: [
      base('alpine-3.22', 9),
      run('RUN /bin/sh -c apk add --no-cache nodejs # buildkit', 24, 'usr/bin/node'),
      copy('checkout', '/srv/', 5),
      note('CMD ["node" "server.js"]'),
    ].map((step) => step({ repository: REPOSITORY, version: '2.4', platform: `linux/${architecture}` })),
    config: { Cmd: ['node', 'server.js'], WorkingDir: '/srv/checkout' },
  })

/** As BuildKit pushes them: a manifest beside the image's, its layers the statements. */
function attestation(of, predicates) {
  const statements = predicates.map(([predicateType, predicate]) => ({
    predicateType,
    blob: json({
      _type: 'https://in-toto.io/Statement/v0.1',
      predicateType,
      subject: [{ name: `pkg:docker/${REPOSITORY}@2.4?platform=linux`, digest: { sha256: hexOf(of) } }],
      predicate,
    }),
  }))
  const blobs = statements.map(({ blob }) => blob)
  const config = json({
    architecture: 'unknown',
    os: 'unknown',
    config: {},
    rootfs: { type: 'layers', diff_ids: blobs.map(sha256) },
  })
  const layers = statements.map(({ predicateType, blob }) => ({
    ...descriptor(IN_TOTO, blob),
    annotations: { 'in-toto.io/predicate-type': predicateType },
  }))
  const type = 'application/vnd.oci.image.config.v1+json'
  return built(MANIFEST, { config: descriptor(type, config), layers }, [config, ...blobs])
}

const amd64 = image('amd64')
const arm64 = image('arm64')
const attestations = [
  attestation(amd64, [
    ['https://spdx.dev/Document', spdx('amd64')],
    ['https://slsa.dev/provenance/v1', provenance1('linux/amd64')],
  ]),
  attestation(arm64, [
    ['https://spdx.dev/Document', spdx('arm64')],
    ['https://slsa.dev/provenance/v0.2', provenance0('linux/arm64')],
  ]),
]

const index = built(
  INDEX,
  {
    manifests: [
      ...[amd64, arm64].map(({ mediaType, digest, body, platform }) => ({
        mediaType,
        digest,
        size: body.length,
        platform,
      })),
      ...attestations.map(({ mediaType, digest, body }, place) => ({
        mediaType,
        digest,
        size: body.length,
        annotations: {
          'vnd.docker.reference.digest': [amd64, arm64][place]?.digest,
          'vnd.docker.reference.type': 'attestation-manifest',
        },
        platform: { architecture: 'unknown', os: 'unknown' },
      })),
    ],
  },
  [],
  [amd64, arm64, ...attestations],
)

const EMPTY = Buffer.from('{}')
const emptyConfig = descriptor('application/vnd.oci.empty.v1+json', EMPTY)

/** An OCI 1.1 artifact that says what it is about, as `oras attach` pushes it. */
const bom = json(cycloneDx())
const attached = built(
  MANIFEST,
  {
    artifactType: 'application/vnd.cyclonedx+json',
    config: emptyConfig,
    layers: [descriptor('application/vnd.cyclonedx+json', bom)],
    subject: { mediaType: INDEX, digest: index.digest, size: index.body.length },
    annotations: { 'org.opencontainers.image.created': '2026-10-28T15:02:00Z' },
  },
  [EMPTY, bom],
)

/** Where a registry has no referrers API, clients keep this index up to date by themselves. */
const referrers = built(
  INDEX,
  {
    manifests: [
      {
        ...descriptor(MANIFEST, attached.body),
        artifactType: 'application/vnd.cyclonedx+json',
        annotations: { 'org.opencontainers.image.created': '2026-10-28T15:02:00Z' },
      },
    ],
  },
  [],
  [attached],
)

/** As cosign pushes by tag: a signature over the digest, and a statement in a signed envelope. The keys are nobody's. */
const payload = Buffer.from(
  JSON.stringify({
    critical: {
      identity: { 'docker-reference': `registry.example.com/${REPOSITORY}` },
      image: { 'docker-manifest-digest': index.digest },
      type: 'cosign container image signature',
    },
    optional: null,
  }),
)
const statement = {
  _type: 'https://in-toto.io/Statement/v0.1',
  predicateType: 'https://cosign.sigstore.dev/attestation/vuln/v1',
  subject: [{ name: `registry.example.com/${REPOSITORY}`, digest: { sha256: hexOf(index) } }],
  predicate: vulnerabilities(),
}
const NOT_A_SIGNATURE = Buffer.from('A demo has no key to sign with.').toString('base64')
const envelope = json({
  payloadType: IN_TOTO,
  payload: Buffer.from(JSON.stringify(statement)).toString('base64'),
  signatures: [{ keyid: '', sig: NOT_A_SIGNATURE }],
})
const cosign = (mediaType, blob, annotations) =>
  built(MANIFEST, { config: emptyConfig, layers: [{ ...descriptor(mediaType, blob), annotations }] }, [
    EMPTY,
    blob,
  ])
const signature = cosign('application/vnd.dev.cosign.simplesigning.v1+json', payload, {
  'dev.cosignproject.cosign/signature': NOT_A_SIGNATURE,
})
const attested = cosign('application/vnd.dsse.envelope.v1+json', envelope, {
  'dev.cosignproject.cosign/signature': '',
  predicateType: statement.predicateType,
})

function hexOf({ digest }) {
  return digest.replace('sha256:', '')
}

/** An image that says how it was built and what is in it, in every way people say that today. */
export const attestedImage = [
  { repository: REPOSITORY, tags: ['2.4', 'latest'], raw: index },
  { repository: REPOSITORY, tags: [`sha256-${hexOf(index)}`], raw: referrers },
  { repository: REPOSITORY, tags: [`sha256-${hexOf(index)}.sig`], raw: signature },
  { repository: REPOSITORY, tags: [`sha256-${hexOf(index)}.att`], raw: attested },
]
