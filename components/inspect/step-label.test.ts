import { describe, expect, it } from 'vitest'
import { stepLabel, stepText } from './step-label'

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

describe('stepLabel', () => {
  it.each([
    ['/bin/sh -c apt-get update', 'apt-get update'],
    ['/bin/sh -c #(nop) ADD file:0f9c8d7e6b5a in / ', 'ADD /'],
    ['COPY --from=build /app /app # buildkit', 'COPY /app /app'],
    ['', 'layer 3'],
    [null, 'layer 3'],
  ])('%s -> %s', (createdBy, label) => {
    expect(stepLabel(createdBy, 2)).toBe(label)
  })
})
