import Link from 'next/link'
import { Fragment, type ReactNode } from 'react'
import type { DigestTarget } from './digest-roles'
import { SafeText } from './safe-text'

/** A whole JSON string that is a digest, whatever names it. */
const DIGEST = /(")(sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})(?=")/g

/** So many links are more than a person follows, and more than a page should hold. */
const LINKS_MAX = 600

/** The exact text of a manifest or config, every digest in it a link to what it names. */
export function LinkedDigests({ text, target }: { text: string; target: DigestTarget }): ReactNode {
  const found = [...text.matchAll(DIGEST)].slice(0, LINKS_MAX)
  let end = 0
  const parts = found.map((match) => {
    const [, before = '', digest = ''] = match
    const start = match.index + before.length
    const between = text.slice(end, start)
    end = start + digest.length
    return (
      <Fragment key={start}>
        <SafeText text={between} />
        <Link
          href={target(digest)}
          prefetch={false}
          className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
        >
          {digest}
        </Link>
      </Fragment>
    )
  })
  return (
    <>
      {parts}
      <SafeText text={text.slice(end)} />
    </>
  )
}
