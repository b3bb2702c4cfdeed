import { SafeText } from '@/components/inspect/safe-text'

/** A path with the part that was looked for marked; what would hide in it is spelled out. */
export function PathText({ path, find }: { path: string; find: string }) {
  const wanted = find.toLowerCase().replace(/^\/+/, '')
  const at = wanted === '' ? -1 : path.toLowerCase().indexOf(wanted)
  if (at < 0) return <SafeText text={path} />
  const end = at + wanted.length
  return (
    <>
      <SafeText text={path.slice(0, at)} />
      <mark className="rounded-xs bg-line-strong text-ink">
        <SafeText text={path.slice(at, end)} />
      </mark>
      <SafeText text={path.slice(end)} />
    </>
  )
}
