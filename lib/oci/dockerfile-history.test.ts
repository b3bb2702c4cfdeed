import { describe, expect, it } from 'vitest'
import { type DockerfileImage, dockerfileOf, dockerfileText } from './dockerfile-history'

type Step = DockerfileImage['history'][number]

const step = (createdBy: string | null, more: Partial<Step> = {}): Step => ({
  createdBy,
  comment: null,
  emptyLayer: true,
  layer: null,
  ...more,
})
const image = (history: (string | Step)[], more: Partial<DockerfileImage> = {}): DockerfileImage => ({
  history: history.map((one) => (typeof one === 'string' ? step(one) : one)),
  env: [],
  labels: {},
  windows: false,
  base: null,
  ...more,
})
/** The file below its first line. */
const body = (given: DockerfileImage) =>
  dockerfileText(dockerfileOf(given)).split('\n').slice(1, -1).join('\n')

describe('an instruction', () => {
  it.each([
    // BuildKit
    ['RUN /bin/sh -c make install # buildkit', 'RUN make install'],
    ['RUN |2 A=1 B=two words /bin/sh -c make # buildkit', '# with A=1 B=two words\nRUN make'],
    ['RUN |1 A=1 /usr/bin/make all # buildkit', '# with A=1\nRUN ["/usr/bin/make", "all"]'],
    ['RUN /bin/bash -o pipefail -c a | b # buildkit', 'RUN ["/bin/bash", "-o", "pipefail", "-c", "a | b"]'],
    ['COPY --chown=app:app . /app # buildkit', 'COPY --chown=app:app . /app'],
    ['COPY <<EOF /etc/app.conf # buildkit', 'COPY <<EOF /etc/app.conf\nEOF'],
    ['ENV PATH=/usr/local/bin:/bin', 'ENV PATH=/usr/local/bin:/bin'],
    ['ENV GREETING=hello world', 'ENV GREETING="hello world"'],
    ['ENV A=1 B=2', 'ENV A=1 \\\n    B=2'],
    ['ENV PRICE=$5 "net"', 'ENV PRICE="\\$5 \\"net\\""'],
    ['ARG VERSION', 'ARG VERSION'],
    ['ENTRYPOINT ["/docker-entrypoint.sh"]', 'ENTRYPOINT ["/docker-entrypoint.sh"]'],
    ['CMD ["nginx" "-g" "daemon off;"]', 'CMD ["nginx", "-g", "daemon off;"]'],
    ['CMD ["/bin/sh" "-c" "node $APP"]', 'CMD node $APP'],
    ['EXPOSE map[80/tcp:{} 443/tcp:{}]', 'EXPOSE 80/tcp 443/tcp'],
    ['EXPOSE [8080/tcp]', 'EXPOSE 8080/tcp'],
    ['VOLUME [/data /logs]', 'VOLUME ["/data", "/logs"]'],
    ['WORKDIR /app', 'WORKDIR /app'],
    ['USER 1000:1000', 'USER 1000:1000'],
    ['STOPSIGNAL SIGQUIT', 'STOPSIGNAL SIGQUIT'],
    [
      `HEALTHCHECK &{["CMD-SHELL" "curl -f http://localhost/ || exit 1"] "30s" "3s" "5s" "0s" '\\x03'}`,
      'HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 CMD curl -f http://localhost/ || exit 1',
    ],
    [`HEALTHCHECK &{["CMD" "/ok"] "0s" "0s" "0s" '\\n'}`, 'HEALTHCHECK --retries=10 CMD ["/ok"]'],
    [`HEALTHCHECK &{["NONE"] "0s" "0s" "0s" "0s" '\\x00'}`, 'HEALTHCHECK NONE'],
    // Classic
    ['/bin/sh -c #(nop) ADD file:8f4a in / ', 'ADD file:8f4a /'],
    ['/bin/sh -c #(nop) COPY --chown=app dir:12ab in /app ', 'COPY --chown=app dir:12ab /app'],
    ['/bin/sh -c #(nop)  CMD ["bash"]', 'CMD ["bash"]'],
    ['/bin/sh -c #(nop)  CMD ["/bin/sh" "-c" "make run"]', 'CMD make run'],
    ['/bin/sh -c #(nop)  MAINTAINER Jo <jo@example.com>', 'MAINTAINER Jo <jo@example.com>'],
    ['/bin/sh -c #(nop)  LABEL maintainer=Jo <jo@example.com>', 'LABEL maintainer="Jo <jo@example.com>"'],
    ['/bin/sh -c apt-get update', 'RUN apt-get update'],
    ['|1 VERSION=3.1 /bin/sh -c make', '# with VERSION=3.1\nRUN make'],
    // kaniko writes them as they stood in the Dockerfile
    ['RUN apk add curl', 'RUN apk add curl'],
    ['COPY app /app', 'COPY app /app'],
  ])('%s', (createdBy, expected) => {
    expect(body(image([createdBy]))).toBe(expected)
  })

  it.each([
    ['bazel build //app:image', '# bazel build //app:image'],
    ['ko build ko://example.com/app', '# ko build ko://example.com/app'],
    ["# debian.sh --arch 'arm64' out/ 'bookworm'", "# debian.sh --arch 'arm64' out/ 'bookworm'"],
    ['Apply image 10.0.20348.3807', '# Apply image 10.0.20348.3807'],
    ['one\nRUN two', '# one\n# RUN two'],
  ])('of no Dockerfile is a comment: %s', (createdBy, expected) => {
    expect(body(image([createdBy]))).toBe(expected)
    expect(dockerfileOf(image([createdBy])).limits).toContain('OTHER_BUILDER')
  })

  it('stays one instruction whatever stands in a value', () => {
    expect(body(image(['ENV A=1\nRUN evil', 'CMD ["a\nb"]', 'USER x\nRUN evil']))).toBe(
      'ENV A="1\\\\nRUN evil"\nCMD ["a\\nb"]\nUSER x\\nRUN evil',
    )
  })

  it('ends a value where the config says it ends', () => {
    const given = image(['ENV OPTS=-a b=c D=1', 'LABEL a=x y=z'], {
      env: ['OPTS=-a b=c', 'D=1'],
      labels: { a: 'x y=z' },
    })
    expect(body(given)).toBe('ENV OPTS="-a b=c" \\\n    D=1\nLABEL a="x y=z"')
  })
})

describe('the shell', () => {
  it('is left out of what follows the SHELL that names it', () => {
    const given = image([
      'SHELL [/bin/bash -o pipefail -c]',
      'RUN /bin/bash -o pipefail -c a | b # buildkit',
      'CMD ["/bin/bash" "-o" "pipefail" "-c" "run"]',
    ])
    expect(body(given)).toBe('SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN a | b\nCMD run')
  })

  it('of Windows is cmd until PowerShell is named, with its preferences as one word', () => {
    const preference = `$ErrorActionPreference = 'Stop';`
    const given = image(
      [
        'Apply image 10.0.20348.3807',
        'cmd /S /C #(nop) WORKDIR C:\\app',
        'cmd /S /C dotnet publish && del C:\\x',
        `cmd /S /C #(nop)  SHELL [powershell -Command ${preference}]`,
        `powershell -Command ${preference} #(nop)  ENV APP=C:\\app`,
        `powershell -Command ${preference} Get-Item a; Remove-Item 'b; c'`,
      ],
      { windows: true },
    )
    expect(dockerfileText(dockerfileOf(given))).toBe(
      [
        '# escape=`',
        'FROM scratch',
        '# Apply image 10.0.20348.3807',
        'WORKDIR C:\\app',
        'RUN dotnet publish `',
        '    && del C:\\x',
        `SHELL ["powershell", "-Command", "${preference}"]`,
        'ENV APP=C:\\app',
        'RUN Get-Item a; `',
        "    Remove-Item 'b; c'",
        '',
      ].join('\n'),
    )
  })
})

describe('a long command', () => {
  it.each([
    ['a && b || c', ['a', '&& b', '|| c']],
    ['set -eux; \tgroupadd x; \tuseradd y', ['set -eux;', 'groupadd x;', 'useradd y']],
    [`echo 'a && b' "c; d" && e`, [`echo 'a && b' "c; d"`, '&& e']],
    ['echo $(a && b) && c', ['echo $(a && b)', '&& c']],
    ['echo a\\ && b', ['echo a\\ && b']],
    ['case x in a) b ;; esac', ['case x in a) b ;; esac']],
    ['a; # b; c', ['a; # b; c']],
    ['a && b # c && d', ['a', '&& b # c && d']],
    ['a&&b;c', ['a&&b;c']],
  ])('is broken where it may be: %s', (command, lines) => {
    expect(body(image([`/bin/sh -c ${command}`]))).toBe(`RUN ${lines.join(' \\\n    ')}`)
  })

  it('of several lines is a heredoc, its end not among them', () => {
    expect(body(image(['RUN /bin/sh -c apt-get update\nEOF\nmake\n # buildkit']))).toBe(
      'RUN <<EOF_\napt-get update\nEOF\nmake\nEOF_',
    )
  })

  it('that holds a heredoc keeps it', () => {
    expect(body(image(['RUN /bin/sh -c cat <<END > /x\na\nEND # buildkit']))).toBe(
      'RUN cat <<END > /x\na\nEND',
    )
  })
})

describe('the base', () => {
  const history = [
    step('/bin/sh -c #(nop) ADD file:1 in /', { emptyLayer: false, layer: 0 }),
    step('/bin/sh -c #(nop)  CMD ["bash"]'),
    step('COPY a b # buildkit', { emptyLayer: false, layer: 1 }),
  ]
  it('is scratch where nobody knows it', () => {
    const file = dockerfileOf(image(history))
    expect(file.parts[0]?.text).toBe('FROM scratch')
    expect(file.limits).toEqual(['BASE_UNKNOWN', 'STAGES_LOST', 'SOURCES_HASHED'])
  })

  it('is named, and its steps are left out where its layers are known', () => {
    const file = dockerfileOf(image(history, { base: { name: 'debian:12', layers: 1 } }))
    expect(dockerfileText(file)).toBe(
      'FROM debian:12\n# 1 step of the base is left out.\nCMD ["bash"]\nCOPY a b\n',
    )
    expect(file.parts.map(({ step: place, layer }) => [place, layer])).toEqual([
      [null, null],
      [null, null],
      [1, null],
      [2, 1],
    ])
  })

  it('is what buildah wrote beside the first step of its own', () => {
    const own = step('/bin/sh -c make', {
      comment: 'FROM docker.io/library/debian:12',
      emptyLayer: false,
      layer: 1,
    })
    const file = dockerfileOf(image([...history.slice(0, 2), own]))
    expect(dockerfileText(file)).toBe(
      'FROM docker.io/library/debian:12\n# 2 steps of the base are left out.\nRUN make\n',
    )
    expect(file.limits).toEqual([])
  })
})

it('reads a history of megabytes without getting lost in it', () => {
  const long = `RUN ${'a && '.repeat(200_000)}${' '.repeat(200_000)}x`
  expect(body(image([long])).split('\n')).toHaveLength(200_001)
  expect(body(image([`ENV A=${' b'.repeat(200_000)}`]))).toContain('ENV A="')
})
