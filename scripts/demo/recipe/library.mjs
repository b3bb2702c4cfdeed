import { base, copy, image, note, release, run } from './release.mjs'

const SERVERS = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/ppc64le', 'linux/s390x']
const EVERYWHERE = [
  'linux/386',
  'linux/amd64',
  'linux/arm/v5',
  'linux/arm/v6',
  'linux/arm/v7',
  'linux/arm64/v8',
  'linux/mips64le',
  'linux/ppc64le',
  'linux/riscv64',
  'linux/s390x',
]

const nginx = {
  repository: 'library/nginx',
  steps: [
    base('debian-12', 36),
    note('CMD ["bash"]'),
    note('LABEL maintainer=NGINX Docker Maintainers'),
    note('ENV NGINX_VERSION=VERSION'),
    run('RUN /bin/sh -c set -x && apt-get install -y nginx=VERSION # buildkit', 42, 'usr/sbin/nginx'),
    copy('docker-entrypoint.sh', '/', 2),
    copy('30-tune-worker-processes.sh', '/docker-entrypoint.d/', 3),
    note('ENTRYPOINT ["/docker-entrypoint.sh"]'),
    note('EXPOSE map[80/tcp:{}]'),
    note('STOPSIGNAL SIGQUIT'),
    note('CMD ["nginx" "-g" "daemon off;"]'),
  ],
  config: {
    Entrypoint: ['/docker-entrypoint.sh'],
    Cmd: ['nginx', '-g', 'daemon off;'],
    ExposedPorts: { '80/tcp': {} },
    StopSignal: 'SIGQUIT',
    Labels: { maintainer: 'NGINX Docker Maintainers' },
  },
}

const redis = {
  repository: 'library/redis',
  type: /** @type {const} */ ('docker'),
  steps: [
    base('alpine-3.21', 14),
    note('CMD ["/bin/sh"]'),
    run('RUN /bin/sh -c set -eux; addgroup -S -g 1000 redis; adduser -S redis # buildkit', 1, 'etc/passwd'),
    note('ENV REDIS_VERSION=VERSION'),
    run('RUN /bin/sh -c set -eux; wget redis-VERSION.tar.gz; make install # buildkit', 31, 'usr/bin/redis'),
    note('VOLUME [/data]'),
    note('WORKDIR /data'),
    copy('docker-entrypoint.sh', '/usr/local/bin/', 2),
    note('CMD ["redis-server"]'),
  ],
  config: {
    Entrypoint: ['docker-entrypoint.sh'],
    Cmd: ['redis-server'],
    WorkingDir: '/data',
    Volumes: { '/data': {} },
    ExposedPorts: { '6379/tcp': {} },
  },
}

const postgres = {
  repository: 'library/postgres',
  steps: [
    base('debian-12', 36),
    run('RUN /bin/sh -c groupadd -r postgres --gid=999 # buildkit', 1, 'etc/group'),
    note('ENV PG_MAJOR=VERSION'),
    run('RUN /bin/sh -c apt-get install -y postgresql-VERSION # buildkit', 58, 'usr/lib/postgresql'),
    note('VOLUME [/var/lib/postgresql/data]'),
    copy('docker-entrypoint.sh', '/usr/local/bin/', 4),
    note('HEALTHCHECK {["CMD-SHELL" "pg_isready"]}'),
  ],
  config: {
    Entrypoint: ['docker-entrypoint.sh'],
    Cmd: ['postgres'],
    ExposedPorts: { '5432/tcp': {} },
    Volumes: { '/var/lib/postgresql/data': {} },
    Healthcheck: { Test: ['CMD-SHELL', 'pg_isready'], Interval: 30_000_000_000 },
    StopSignal: 'SIGINT',
  },
}

const busybox = {
  repository: 'library/busybox',
  steps: [base('busybox-1.37', 9), note('CMD ["sh"]')],
  config: { Cmd: ['sh'] },
}

/** What a team mirrors from the public world. */
export const library = [
  ...release({ ...nginx, tags: ['1.25.5'], created: '2026-03-02T08:10:00Z' }, SERVERS.slice(0, 3)),
  ...release({ ...nginx, tags: ['1.26.3', 'stable'], created: '2026-05-18T08:12:00Z' }, SERVERS),
  ...release({ ...nginx, tags: ['1.27.5', '1.27', 'latest'], created: '2026-09-30T07:55:00Z' }, SERVERS),
  ...release({ ...redis, tags: ['7.2.8'], created: '2026-04-11T12:00:00Z' }, SERVERS),
  ...release({ ...redis, tags: ['7.4.3'], created: '2026-06-20T12:00:00Z' }, SERVERS),
  ...release({ ...redis, tags: ['8.0.1', 'latest'], created: '2026-10-05T12:00:00Z' }, SERVERS),
  ...release({ ...postgres, tags: ['16.9'], created: '2026-05-09T03:00:00Z' }, [
    'linux/amd64',
    'linux/arm64',
  ]),
  ...release({ ...postgres, tags: ['17.5', '17'], created: '2026-08-14T03:00:00Z' }, SERVERS),
  image({ ...postgres, tags: ['15.13'], created: '2026-02-01T03:00:00Z' }, 'linux/amd64'),
  ...release({ ...busybox, tags: ['1.37.0', 'latest'], created: '2026-01-20T00:00:00Z' }, EVERYWHERE),
]
