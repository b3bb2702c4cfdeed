import type { Client } from '@/lib/oci/platform-choice'

/** Whom each of the four ways to choose belongs to, and what is peculiar to it. */
export const CLIENT_NAMES: Readonly<Record<Client, { short: string; whole: string; hint: string }>> = {
  containerd: { short: 'containerd', whole: 'containerd, Kubernetes', hint: 'asks for plain amd64' },
  docker: { short: 'Docker', whole: 'Docker Engine', hint: "asks for the processor's level" },
  podman: { short: 'Podman', whole: 'Podman, CRI-O, skopeo', hint: 'never falls back to 32-bit' },
  crane: { short: 'crane', whole: 'crane', hint: 'told --platform; else linux/amd64' },
}

/** A narrow board shows one client at a time; the classes that leave out the others there. */
export const hiddenWhenNarrow = (client: Client, shown: Client) => client !== shown && '@max-2xl:hidden'
