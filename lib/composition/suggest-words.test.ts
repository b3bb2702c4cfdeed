import { describe, expect, it } from 'vitest'
import { formatPlatform } from '@/lib/oci/platform'
import { readPlatformWords } from './suggest-words'

/** The readings in words; a loose one stands in brackets. */
const readings = (name: string) =>
  readPlatformWords(name).map(({ rest, platform, loose }) => {
    const text = `${rest} for ${formatPlatform(platform)}`
    return loose ? `(${text})` : text
  })

describe('names that speak of a platform', () => {
  it.each([
    ['1.2-amd64', '1.2 for linux/amd64'],
    ['1.2-arm64', '1.2 for linux/arm64'],
    ['1.2-linux-arm64', '1.2 for linux/arm64'],
    ['1.2_linux_arm64', '1.2 for linux/arm64'],
    ['1.2.linux.arm64', '1.2 for linux/arm64'],
    ['amd64-1.2', '1.2 for linux/amd64'],
    ['1.2-amd64-linux', '1.2 for linux/amd64'],
    ['1.2-amd64-alpine', '1.2-alpine for linux/amd64'],
    ['1.2-aarch64', '1.2 for linux/arm64'],
    ['1.2-x86_64', '1.2 for linux/amd64'],
    ['1.2_x86-64', '1.2 for linux/amd64'],
    ['1.2-x86_64v3', '1.2 for linux/amd64/v3'],
    ['1.2-x64', '1.2 for linux/amd64'],
    ['1.2-X86_64', '1.2 for linux/amd64'],
    ['1.2-i386', '1.2 for linux/386'],
    ['1.2-386', '1.2 for linux/386'],
    ['1.2-armv7', '1.2 for linux/arm/v7'],
    ['1.2-armv6l', '1.2 for linux/arm/v6'],
    ['1.2-armv7hf', '1.2 for linux/arm/v7'],
    ['1.2-armhf', '1.2 for linux/arm/v7'],
    ['1.2-armel', '1.2 for linux/arm/v6'],
    ['1.2-amd64v2', '1.2 for linux/amd64/v2'],
    ['1.2-ppc64le', '1.2 for linux/ppc64le'],
    ['1.2-ppc64el', '1.2 for linux/ppc64le'],
    ['1.2-s390x', '1.2 for linux/s390x'],
    ['1.2-riscv64', '1.2 for linux/riscv64'],
    ['1.2-loongarch64', '1.2 for linux/loong64'],
    ['1.2-mips64el', '1.2 for linux/mips64le'],
    ['1.2-windows-amd64', '1.2 for windows/amd64'],
    ['1.2-windows-amd64-ltsc2022', '1.2 for windows(10.0.20348)/amd64'],
    ['3.9-windows-ltsc2022-amd64', '3.9 for windows(10.0.20348)/amd64'],
    ['1.22-windowsservercore-ltsc2019', '1.22-windowsservercore for windows(10.0.17763)/amd64'],
    ['1.22-nanoserver-1809', '1.22-nanoserver for windows(10.0.17763)/amd64'],
    ['1.2-freebsd-arm64', '1.2 for freebsd/arm64'],
    ['amd64', ' for linux/amd64'],
    ['repo-s390x', 'repo for linux/s390x'],
    ['team/app-arm64', 'team/app for linux/arm64'],
    ['team/arm64/app', 'team/app for linux/arm64'],
    ['team/app/arm64', 'team/app for linux/arm64'],
    ['team/app-arm64/worker', 'team/app/worker for linux/arm64'],
    ['arm64v8/nginx', 'nginx for linux/arm64/v8'],
    ['arm32v7/nginx', 'nginx for linux/arm/v7'],
    ['arm32v5/nginx', 'nginx for linux/arm/v5'],
    ['i386/nginx', 'nginx for linux/386'],
    ['s390x/nginx', 'nginx for linux/s390x'],
    ['linux_arm64/app', 'app for linux/arm64'],
  ])('%s is %s', (name, reading) => {
    expect(readings(name)).toEqual([reading])
  })

  it.each([
    ['1.4-arm-v7', ['1.4-v7 for linux/arm', '(1.4 for linux/arm/v7)']],
    ['1.4-amd64-v3', ['1.4-v3 for linux/amd64', '(1.4 for linux/amd64/v3)']],
    ['arm64-v8', ['v8 for linux/arm64', '( for linux/arm64/v8)']],
    // No arm64 has a v2, so this one is the name's.
    ['app-arm64-v2', ['app-v2 for linux/arm64']],
  ])('%s may be read in more than one way', (name, wanted) => {
    expect(readings(name)).toEqual(wanted)
  })

  it.each([
    'charm-tool',
    'alarm',
    'farm64x',
    'arm64x',
    'swarm-1.0',
    'amd-64',
    'intel',
    '1.2',
    'latest',
    'v1.386',
    '5.386.1',
    'linux',
    '1.0-linux',
    'windows',
    '1809',
    'release-2004',
    // Nothing runs there.
    'windows-s390x',
    'linux-amd64-ltsc2022',
    // For one, on the other: whichever was meant.
    'gcc-amd64-cross-arm64',
    'amd64-arm64',
    '',
    '-',
  ])('%j does not', (name) => {
    expect(readPlatformWords(name)).toEqual([])
  })
})
