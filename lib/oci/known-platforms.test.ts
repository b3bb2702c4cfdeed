import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { canonicalSpelling, isKnownPlatform } from './known-platforms'
import { formatPlatform, type Platform, parsePlatform } from './platform'

const goList: string[] = JSON.parse(
  readFileSync(new URL('../testing/golden/known-platforms.json', import.meta.url), 'utf8'),
).goToolDistList.platforms

function platform(text: string): Platform {
  const [os = '', architecture = '', variant] = text.split('/')
  return { os, architecture, ...(variant && { variant }) }
}

describe('known platforms', () => {
  it.each(goList)('%s is known', (text) => {
    const parsed = parsePlatform(text)
    expect(parsed.ok && isKnownPlatform(parsed.value)).toBe(true)
  })

  it.each([
    ['linux/arm/v6', true],
    ['linux/amd64/v3', true],
    ['linux/arm64/v9.2', true],
    ['linux/riscv64/rva20u64', true],
    ['linux/x86_64', true],
    ['linux/amd65', false],
    ['linux/amd64/v9', false],
    ['linux/s390x/z15', false],
    ['windows/s390x', false],
    ['unknown/unknown', false],
    ['constructor/toString', false],
  ])('%s: %s', (text, known) => {
    expect(isKnownPlatform(platform(text))).toBe(known)
  })
})

describe('canonical spelling', () => {
  it.each([
    ['linux/x86_64', 'linux/amd64'],
    ['Linux/AMD64', 'linux/amd64'],
    ['linux/aarch64', 'linux/arm64'],
    ['linux/armhf', 'linux/arm/v7'],
    ['linux/armv6l', 'linux/arm/v6'],
    ['linux/arm64/armv8', 'linux/arm64/v8'],
    ['linux/arm/7', 'linux/arm/v7'],
    ['linux/ppc64el', 'linux/ppc64le'],
    ['macOS/arm64', 'darwin/arm64'],
    ['win/x64', 'windows/amd64'],
    ['linux/arm64/v8', null],
    ['linux/arm', null],
    ['linux/s390x', null],
    ['linux/__proto__', null],
    ['linux/amd65', null],
  ])('%s -> %s', (text, expected) => {
    const canonical = canonicalSpelling(platform(text))
    expect(canonical && formatPlatform(canonical)).toBe(expected)
  })
})
