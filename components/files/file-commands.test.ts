import { expect, it } from 'vitest'
import type { InspectedLayer } from '@/lib/contract/inspect'
import { craneFileCommand, curlFileCommand } from './file-commands'

const sha = (letter: string) => `sha256:${letter.repeat(64)}`
const source = { ref: `r.example/team/app@${sha('a')}` }
const layer = (mediaType: string): InspectedLayer => ({
  ...{ digest: sha('b'), mediaType, size: 1, createdBy: null, title: null, foreign: false, sharedWith: [] },
})

it('a file of the whole image comes out of an export', () => {
  expect(craneFileCommand(source, 'etc/os release', null)).toBe(
    `crane export r.example/team/app@${sha('a')} - | tar -xOf - 'etc/os release'`,
  )
  expect(craneFileCommand(source, '-rf', null)).toMatch(/ -- -rf$/)
})

it('a file of one layer comes out of its blob, inflated as it is packed', () => {
  const oci = 'application/vnd.oci.image.layer.v1.tar'
  const blob = `crane blob r.example/team/app@${sha('b')}`
  expect(craneFileCommand(source, 'a', layer(`${oci}+gzip`))).toBe(`${blob} | tar -xzOf - a`)
  expect(craneFileCommand(source, 'a', layer(`${oci}+zstd`))).toBe(`${blob} | tar -x --zstd -Of - a`)
  expect(craneFileCommand(source, 'a', layer(oci))).toBe(`${blob} | tar -xOf - a`)
})

it('Manifold gives it to curl', () => {
  expect(curlFileCommand('http://m', source, 'etc/passwd')).toMatch(
    /^curl -s 'http:\/\/m\/api\/file\?ref=r\.example.*&path=etc%2Fpasswd'$/,
  )
})
