import 'server-only'

const tails = new Map<string, Promise<void>>()
let given = 0

/** Grows whenever tags are given back: what was found out about tags before that may not be so any more. */
export const timesTagsWereHeld = (): number => given

/**
 * Waits until this process has the tags to itself and resolves to the function that gives them back. Registries
 * know no conditional writes: without this, two pushes could each find a tag unmoved and both move it.
 */
export async function holdTags(refs: readonly string[]): Promise<() => void> {
  const releases: (() => void)[] = []
  // In one order everywhere, so that two pushes never wait for each other.
  for (const ref of refs.toSorted()) releases.push(await hold(ref))
  return () => {
    given += 1
    for (const release of releases) release()
  }
}

async function hold(ref: string): Promise<() => void> {
  const before = tails.get(ref)
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  tails.set(ref, held)
  await before
  return () => {
    if (tails.get(ref) === held) tails.delete(ref)
    release()
  }
}
