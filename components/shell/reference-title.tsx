import Link from 'next/link'
import { Fragment } from 'react'
import { shortDigest } from '@/components/ui/short-digest'
import type { Reference } from '@/lib/oci/reference'
import { homePath, referencePath } from '@/lib/routes'

const linkClass = 'rounded-xs decoration-line-strong underline-offset-4 hover:underline'

/** A reference as a page's title: the registry dimmed, its parts leading up. It breaks at its slashes. */
export function ReferenceTitle({ reference }: { reference: Reference }) {
  const { registry, repository, tag, digest } = reference
  const isImage = Boolean(tag ?? digest)
  return (
    <span className="break-words">
      {/* A part of a path, not a link in the middle of a text: a block of its own. */}
      <Link href={homePath({ registry })} className={`${linkClass} inline-block max-w-full text-ink-3`}>
        {registry}
      </Link>
      <Separator text="/" />
      {isImage ? (
        <Link href={referencePath({ registry, repository })} className={linkClass}>
          <Breakable path={repository} />
        </Link>
      ) : (
        <Breakable path={repository} />
      )}
      {tag && (
        <>
          <Separator text=":" />
          {tag}
        </>
      )}
      {digest && (
        <span title={digest}>
          <Separator text="@" />
          {shortDigest(digest, [8, 6])}
        </span>
      )}
    </span>
  )
}

function Separator({ text }: { text: string }) {
  return (
    <>
      <span className="text-ink-3">{text}</span>
      <wbr />
    </>
  )
}

function Breakable({ path }: { path: string }) {
  const components = path.split('/')
  return components.map((component, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one name never move
    <Fragment key={index}>
      {component}
      {index < components.length - 1 && <Separator text="/" />}
    </Fragment>
  ))
}
