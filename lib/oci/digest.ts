/** A content address, `algorithm:hex` in lower case (image-spec, descriptor.md#digests). */
export type Digest = string

/** Hashes bytes to a `sha256:` digest. The core is given one; it never picks a crypto library itself. */
export type DigestOf = (bytes: Uint8Array) => Digest

const DIGEST_PATTERN = /^(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})$/

/** Whether `text` is a digest Manifold will send to a registry: a known algorithm, full length, lower case. */
export function isDigest(text: string): text is Digest {
  return DIGEST_PATTERN.test(text)
}
