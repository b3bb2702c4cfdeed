import Link from 'next/link'
import { Fragment, type ReactNode } from 'react'
import type { Reference } from '@/lib/oci/reference'
import { referencePath } from '@/lib/routes'
import { SafeText } from './safe-text'

const DIGEST = /("digest"\s*:\s*")(sha(?:256|384|512):[a-f0-9]{64,128})(?=")/g

/** So many links are more than a person follows, and more than a page should hold. */
const LINKS_MAX = 600

/** The exact text of an index. Every digest in it is a manifest's and leads to its page. */
export function LinkedDigests({
  text,
  home,
}: {
  text: string
  home: Pick<Reference, 'registry' | 'repository'>
}): ReactNode {
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
          href={referencePath({ ...home, digest })}
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
