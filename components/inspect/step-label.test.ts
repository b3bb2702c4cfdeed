import { describe, expect, it } from 'vitest'
import { layerLabel, stepText } from './step-label'

describe('stepText', () => {
  it.each([
    ['/bin/sh -c #(nop)  CMD ["bash"]', 'CMD ["bash"]'],
    ['/bin/sh -c apt-get update', 'RUN apt-get update'],
    ['|1 VERSION=1 /bin/sh -c make', 'RUN make'],
    ['RUN /bin/sh -c apk add curl # buildkit', 'RUN apk add curl'],
    ['RUN |1 VERSION=1 /bin/sh -c make # buildkit', 'RUN make'],
    ['COPY /app /app # buildkit', 'COPY /app /app'],
    ['bazel build ...', 'bazel build ...'],
  ])('%s -> %s', (createdBy, text) => {
    expect(stepText(createdBy)).toBe(text)
  })
})

it('a step of nothing but space for megabytes is read in one go', () => {
  expect(stepText(`RUN x${' '.repeat(1_000_000)}y`)).toHaveLength(1_000_006)
})

describe('layerLabel', () => {
  const LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip'

  it.each([
    ['/bin/sh -c apt-get update', LAYER, 'apt-get update'],
    ['/bin/sh -c #(nop) ADD file:0f9c8d7e6b5a in / ', LAYER, 'ADD /'],
    ['COPY --from=build /app /app # buildkit', LAYER, 'COPY /app /app'],
    ['', LAYER, 'layer 3'],
    [null, 'application/vnd.docker.image.rootfs.diff.tar.gzip', 'layer 3'],
    [null, 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', 'file 3'],
  ])('%s (%s) -> %s', (createdBy, mediaType, label) => {
    expect(layerLabel({ createdBy, mediaType }, 2)).toBe(label)
  })
})

it('a file of an artifact is called by its name', () => {
  const mediaType = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip'
  expect(layerLabel({ createdBy: null, title: 'gateway-0.5.0.tgz', mediaType }, 0)).toBe('gateway-0.5.0.tgz')
})
