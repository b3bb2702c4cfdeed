import { writeSpecYaml } from '@/lib/composition/spec-write'
import type { Suggestion } from '@/lib/contract/suggestions'
import type { Platform } from '@/lib/oci/platform'

/** The composition a suggestion stands for, as the YAML the composer shows. */
export function suggestionYaml({ spec }: Pick<Suggestion, 'spec'>): string {
  return writeSpecYaml({
    image: spec.image,
    tags: [],
    format: null,
    mediaType: null,
    annotations: spec.annotations ?? {},
    manifests: spec.manifests.map(({ image, digest, platform }) => ({
      image,
      ...(digest && { digest }),
      platform: (platform ?? {}) as Partial<Platform>,
      annotations: {},
    })),
  })
}
