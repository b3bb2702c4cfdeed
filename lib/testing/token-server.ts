import { createHash, createPublicKey, randomUUID, sign } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeAuthority } from './certificate'
import { json, type ScriptedPeer, startPeer } from './scripted-peer'

export interface TokenServer {
  peer: ScriptedPeer
  /** `auth` of `startRealRegistry`, once the bundle is written into `dataDir`. */
  authFor(
    dataDir: string,
  ): Promise<{ token: { realm: string; service: string; issuer: string; rootcertbundle: string } }>
}

const SERVICE = 'registry.test'
const ISSUER = 'manifold-test'

/**
 * A token server as distribution's specification has it: Basic in, a signed JWT out, with the actions on
 * repositories that `grant` lets pass.
 */
export async function startTokenServer(
  grant: (username: string, scope: string) => boolean,
  password: string,
): Promise<TokenServer> {
  const authority = makeAuthority('Manifold test tokens')
  const keyId = keyIdOf(authority.certificate)
  const peer = await startPeer()

  peer.on('GET /token', (request, response) => {
    const [username = '', given] = decodeBasic(request.headers.authorization)
    const allowed = given === password
    const access = request.query
      .getAll('scope')
      .filter((scope) => grant(username, scope))
      .map(readScope)
    const answer = allowed ? { token: jwt(username, access), expires_in: 300 } : { error: 'unauthorized' }
    response.writeHead(allowed ? 200 : 401, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer))
  })
  peer.on('GET /', json({}))

  function jwt(subject: string, access: object[]): string {
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: ISSUER,
      sub: subject,
      aud: SERVICE,
      iat: now,
      nbf: now - 5,
      exp: now + 300,
      jti: randomUUID(),
      access,
    }
    const head = [{ typ: 'JWT', alg: 'ES256', kid: keyId }, claims].map(encode).join('.')
    const signature = sign('sha256', Buffer.from(head), {
      key: authority.privateKey,
      dsaEncoding: 'ieee-p1363',
    })
    return `${head}.${signature.toString('base64url')}`
  }

  return {
    peer,
    async authFor(dataDir) {
      const rootcertbundle = join(dataDir, 'tokens.pem')
      await writeFile(rootcertbundle, authority.certificate)
      return { token: { realm: `${peer.url}/token`, service: SERVICE, issuer: ISSUER, rootcertbundle } }
    },
  }
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function readScope(scope: string): object {
  const [type = '', ...rest] = scope.split(':')
  const actions = (rest.pop() ?? '').split(',')
  return { type, name: rest.join(':'), actions }
}

function decodeBasic(header: string | undefined): string[] {
  return Buffer.from(header?.replace('Basic ', '') ?? '', 'base64')
    .toString()
    .split(':')
}

/** libtrust's name of a public key: twelve groups of four from the base32 of its shortened hash. */
function keyIdOf(certificate: string): string {
  const spki = createPublicKey(certificate).export({ type: 'spki', format: 'der' })
  const hash = createHash('sha256').update(spki).digest().subarray(0, 30)
  const bits = [...hash].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const letters = bits
    .match(/.{5}/g)
    ?.map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five, 2)])
  return letters?.join('').match(/.{4}/g)?.join(':') ?? ''
}
