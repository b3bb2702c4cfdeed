/** Windows `os.version` is major.minor.build.revision; containers follow the build (containerd/platforms, platform_windows_compat). */

/** From Windows Server 2022 on a host runs images down to the previous long-term release. */
const FIRST_STABLE_ABI_BUILD = 20348
const LONG_TERM_BUILDS = [20348, 26100]

/** Whether an image of build `offered` runs in process isolation on a host of build `host`; nothing said matches all. */
export function runsOnWindowsHost(offered: string, host: string): boolean {
  const image = parseBuild(offered)
  const machine = parseBuild(host)
  if (!image || !machine) return true
  if (image.release !== machine.release) return false
  if (needsEqualBuild(host)) return image.build === machine.build
  const floor = LONG_TERM_BUILDS.findLast((build) => build < machine.build) ?? FIRST_STABLE_ABI_BUILD
  return image.build >= floor && image.build <= machine.build
}

/** Hosts before Windows Server 2022 run images of their own build alone. */
export function needsEqualBuild(host: string): boolean {
  const machine = parseBuild(host)
  return machine !== null && machine.build < FIRST_STABLE_ABI_BUILD
}

/** A Windows host's preference: the later `os.version`, compared as text, as containerd does. */
export function compareWindowsEntries(a: string, b: string): number {
  return a > b ? -1 : a < b ? 1 : 0
}

export function sameBuild(offered: string, host: string): boolean {
  return offered === host || offered.startsWith(`${host}.`)
}

export function isOlderOrSameBuild(offered: string, host: string): boolean {
  return (parseBuild(offered)?.build ?? 0) <= (parseBuild(host)?.build ?? Number.POSITIVE_INFINITY)
}

function parseBuild(version: string): { release: string; build: number } | null {
  const match = /^(\d+\.\d+)\.(\d+)/.exec(version)
  return match?.[1] ? { release: match[1], build: Number(match[2]) } : null
}
