import { Fragment } from 'react'

/** A media type or the like: it breaks behind its dots and slashes, and only else within a word. */
export function WrappedName({ name }: { name: string }) {
  return (
    <span className="break-words font-mono text-xs [overflow-wrap:anywhere]">
      {name.split(/(?<=[./+])/).map((part, place) => (
        <Fragment key={`${place.toString()} ${part}`}>
          {place > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  )
}
