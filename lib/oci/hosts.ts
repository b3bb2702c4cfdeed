import type { Platform } from './platform'
import type { Client } from './platform-choice'

/** A machine people pull to, and what each client asks a registry for when it runs there. */
export interface Host {
  id: string
  /** As people call it. */
  name: string
  /** Processor and operating system, in a few words. */
  detail: string
  /** What the processor and the kernel run. */
  machine: Platform
  /**
   * What each client asks for there by itself. crane is not told about hosts: it is asked with the `--platform` a
   * person would give. Null: the client does not exist there.
   */
  asks: Readonly<Record<Client, Platform | null>>
  /**
   * When it is worth telling that it gets nothing, as long as the index is for its operating system at all: always,
   * or with an entry for some variant of its architecture, or never.
   */
  missed: 'always' | 'with-kin' | 'never'
  /** The processor has no 32-bit mode, so the 32-bit entry a client falls back to does not start. */
  only64Bit?: boolean
}

/**
 * containerd and podman name a variant on ARM alone; Docker Engine without `--platform` also names the level of an
 * amd64 processor (moby, `maximumSpec`); Windows clients name the host's build (containerd/platforms, `DefaultSpec`).
 */
export const HOSTS: readonly Host[] = [
  amd64(1, 'amd64 server', 'any x86-64 processor, Linux', 'always'),
  amd64(2, 'amd64 server, level v2', 'Intel from 2009, AMD from 2011, Linux', 'with-kin'),
  amd64(3, 'amd64 server, level v3', 'Intel from 2013, AMD from 2015, Linux', 'always'),
  amd64(4, 'amd64 server, level v4', 'with AVX-512, Linux', 'with-kin'),
  {
    ...arm64('apple-silicon', 'Apple silicon', 'arm64 Mac, in its Linux VM'),
    only64Bit: true,
  },
  arm64('arm64-server', 'AWS Graviton, Ampere', 'arm64 server, Linux'),
  arm64('raspberry-pi-64', 'Raspberry Pi 3, 4, 5', 'arm64, 64-bit OS'),
  arm('raspberry-pi-32', 'Raspberry Pi 4, 5, 32-bit OS', '32-bit programs on a 64-bit kernel', 'v8'),
  arm('raspberry-pi-2', 'Raspberry Pi 2', 'ARMv7; a Pi 3 with 32-bit OS too', 'v7'),
  arm('raspberry-pi-1', 'Raspberry Pi 1, Zero', 'ARMv6, 32-bit OS', 'v6'),
  { ...arm('armv5', 'ARMv5 board', 'older NAS and plug computers, Linux', 'v5'), missed: 'never' },
  linux('s390x', 'IBM Z, LinuxONE', 's390x mainframe, Linux'),
  linux('ppc64le', 'IBM Power', 'ppc64le, POWER8 and later, Linux'),
  linux('riscv64', 'RISC-V board', 'riscv64 (rva20), Linux'),
  linux('loong64', 'Loongson 3A5000', 'loong64, Linux'),
  linux('mips64le', 'MIPS64 board', 'mips64le, Linux'),
  linux('386', '32-bit PC', '386, Linux'),
  windows('10.0.17763', 'Windows Server 2019', 'always'),
  windows('10.0.20348', 'Windows Server 2022', 'always'),
  windows('10.0.26100', 'Windows Server 2025', 'always'),
  windows('10.0.22631', 'Windows 11', 'with-kin'),
  {
    ...everywhere({ os: 'freebsd', architecture: 'amd64' }, 'freebsd-amd64'),
    name: 'FreeBSD server',
    detail: 'amd64, FreeBSD',
    asks: { ...sameForAll({ os: 'freebsd', architecture: 'amd64' }), docker: null },
  },
]

function amd64(level: 1 | 2 | 3 | 4, name: string, detail: string, missed: Host['missed']): Host {
  const plain: Platform = { os: 'linux', architecture: 'amd64' }
  const machine = level === 1 ? plain : { ...plain, variant: `v${level}` }
  return {
    ...everywhere(plain, level === 1 ? 'amd64' : `amd64-v${level}`),
    name,
    detail,
    machine,
    asks: { ...sameForAll(plain), docker: machine },
    missed,
  }
}

/** Linux calls every 64-bit ARM processor the same: it is always "architecture 8", even an ARMv9. */
function arm64(id: string, name: string, detail: string): Host {
  const machine: Platform = { os: 'linux', architecture: 'arm64', variant: 'v8' }
  const asks = { ...sameForAll(machine), crane: { os: 'linux', architecture: 'arm64' } }
  return { ...everywhere(machine, id), name, detail, asks, missed: 'always' }
}

/** crane compares variants as words, and what people write for 32-bit ARM goes no higher than v7. */
function arm(id: string, name: string, detail: string, variant: string): Host {
  const machine: Platform = { os: 'linux', architecture: 'arm', variant }
  const crane = variant === 'v8' ? { ...machine, variant: 'v7' } : machine
  return { ...everywhere(machine, id), name, detail, asks: { ...sameForAll(machine), crane } }
}

function linux(architecture: string, name: string, detail: string): Host {
  return { ...everywhere({ os: 'linux', architecture }, architecture), name, detail }
}

/** Podman and CRI-O run no Windows containers; skopeo copies them, and like crane it is not asked for a build. */
function windows(build: string, name: string, missed: Host['missed']): Host {
  const any: Platform = { os: 'windows', architecture: 'amd64' }
  const machine = { ...any, 'os.version': build }
  return {
    ...everywhere(machine, `windows-${build}`),
    name,
    detail: `amd64, build ${build}`,
    asks: { containerd: machine, docker: machine, podman: any, crane: any },
    missed,
  }
}

function everywhere(machine: Platform, id: string): Host {
  return { id, name: id, detail: id, machine, asks: sameForAll(machine), missed: 'with-kin' }
}

function sameForAll(platform: Platform): Record<Client, Platform> {
  return { containerd: platform, docker: platform, podman: platform, crane: platform }
}
