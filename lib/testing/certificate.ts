import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** A key and its certificate, both PEM. */
export interface Certificate {
  key: string
  certificate: string
  privateKey: KeyObject
}

/** Certificates made at run time, so that no key lies in the repository (RFC 5280, the least of it). */
export function makeAuthority(name: string): Certificate & { issue(commonName: string): Certificate } {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const own = certify({ subject: name, issuer: name, isAuthority: true, ...pair, signer: pair.privateKey })
  return {
    ...own,
    /** For a server on 127.0.0.1 and localhost. */
    issue(commonName) {
      const leaf = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      return certify({
        subject: commonName,
        issuer: name,
        isAuthority: false,
        ...leaf,
        signer: pair.privateKey,
      })
    },
  }
}

function certify(wanted: {
  subject: string
  issuer: string
  isAuthority: boolean
  publicKey: KeyObject
  privateKey: KeyObject
  signer: KeyObject
}): Certificate {
  const { publicKey, privateKey } = wanted
  const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'))
  const basicConstraints = extension('2.5.29.19', sequence(...(wanted.isAuthority ? [TRUE] : [])))
  const alternativeNames = extension(
    '2.5.29.17',
    sequence(tag(0x87, Buffer.from([127, 0, 0, 1])), tag(0x82, Buffer.from('localhost'))),
  )
  const body = sequence(
    tag(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ecdsaWithSha256,
    distinguishedName(wanted.issuer),
    sequence(tag(0x17, Buffer.from('200101000000Z')), tag(0x17, Buffer.from('491231235959Z'))),
    distinguishedName(wanted.subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    tag(0xa3, sequence(basicConstraints, ...(wanted.isAuthority ? [] : [alternativeNames]))),
  )
  const signature = sign('sha256', body, wanted.signer)
  const der = sequence(body, ecdsaWithSha256, tag(0x03, Buffer.concat([Buffer.from([0]), signature])))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return {
    privateKey,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  }
}

const TRUE = Buffer.from([0x01, 0x01, 0xff])
const integer = (bytes: Buffer) => tag(0x02, bytes)
const sequence = (...parts: Buffer[]) => tag(0x30, Buffer.concat(parts))
const extension = (id: string, value: Buffer) => sequence(oid(id), tag(0x04, value))
const distinguishedName = (name: string) =>
  sequence(tag(0x31, sequence(oid('2.5.4.3'), tag(0x0c, Buffer.from(name)))))

function tag(type: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([type, ...size]), content])
}

function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number)
  const bytes = [first * 40 + second, ...rest.flatMap(base128)]
  return tag(0x06, Buffer.from(bytes))
}

function base128(value: number): number[] {
  const bytes = [value & 127]
  for (let left = value >> 7; left > 0; left >>= 7) bytes.unshift((left & 127) | 128)
  return bytes
}
