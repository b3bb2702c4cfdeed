import { expect, test } from 'vitest'
import { layerFileName } from './layer-file-name'

test.each([
  ['application/vnd.oci.image.layer.v1.tar', '.tar'],
  ['application/vnd.oci.image.layer.v1.tar+gzip', '.tar.gz'],
  ['application/vnd.oci.image.layer.nondistributable.v1.tar+zstd', '.tar.zst'],
  ['application/vnd.docker.image.rootfs.diff.tar.gzip', '.tar.gz'],
  ['application/vnd.cncf.helm.chart.content.v1.tar+gzip', '.tar.gz'],
  ['application/vnd.in-toto+json', '.json'],
  ['Application/JSON; charset=utf-8', '.json'],
  ['application/wasm', '.wasm'],
  ['application/vnd.example.unheard-of', ''],
  ['../../etc/passwd', ''],
])('a layer of %s ends in "%s"', (mediaType, ending) => {
  expect(layerFileName({ digest: 'sha256:ab12', mediaType })).toBe(`sha256-ab12${ending}`)
})

test.each([
  ['gateway-0.5.0.tgz', 'gateway-0.5.0.tgz'],
  ['../../etc/passwd', 'passwd'],
  ['dir\\\u202Etxt.exe', 'txt.exe'],
  ['..', 'sha256-ab12.json'],
  ['docs/', 'sha256-ab12.json'],
  [null, 'sha256-ab12.json'],
])('a file its pusher calls %j is %s', (title, name) => {
  expect(layerFileName({ digest: 'sha256:ab12', mediaType: 'application/json', title })).toBe(name)
})
