/**
 * Words to write recipes in. A program is a list of steps; a release is that program built for platforms.
 * @typedef {import('../push-recipe.mjs').Item} Item
 * @typedef {import('../build-image.mjs').Platform} Platform
 * @typedef {(build: { repository: string, version: string, platform: string }) => import('../build-image.mjs').Step} StepMaker
 *
 * @typedef {object} Release
 * @property {string} repository
 * @property {string[]} tags the first is the version
 * @property {string} created
 * @property {readonly StepMaker[]} steps
 * @property {object} [config]
 * @property {'docker' | 'oci'} [type]
 * @property {Record<string, string>} [annotations]
 */

/** @returns {StepMaker} a base image's layer: one blob in every repository that builds on it */
export const base =
  (name, kB) =>
  ({ platform }) => ({
    command: `/bin/sh -c #(nop) ADD file:${name}.tar.gz in / `,
    key: `base ${name} ${platform}`,
    path: 'rootfs.bin',
    kB,
  })

/** @returns {StepMaker} made anew for every version and platform */
export const run =
  (command, kB, path = 'opt/app') =>
  ({ repository, version, platform }) => ({
    command: command.replaceAll('VERSION', version),
    key: `${repository} ${command} ${version} ${platform}`,
    path,
    kB,
  })

/** @returns {StepMaker} the same bytes on every platform of a version, as copied files are */
export const copy =
  (from, to, kB) =>
  ({ repository, version }) => ({
    command: `COPY ${from} ${to} # buildkit`,
    key: `${repository} ${from} ${version}`,
    path: to.replace(/^\//, '') + (to.endsWith('/') ? from.split('/').at(-1) : ''),
    kB,
  })

/** @returns {StepMaker} changes the config alone */
export const note =
  (command) =>
  ({ version }) => ({ command: command.replaceAll('VERSION', version) })

/**
 * @param {string} text `linux/arm/v7`; a Windows build stands behind `@`: `windows/amd64@10.0.20348.3807`
 * @returns {Platform}
 */
export function platformOf(text) {
  const [words = '', osVersion] = text.split('@')
  const [os = '', architecture = '', variant] = words.split('/')
  return { architecture, os, ...(osVersion && { 'os.version': osVersion }), ...(variant && { variant }) }
}

/**
 * One image under tags of its own.
 * @param {Release} release
 * @param {string} platform
 * @returns {Item & { id: string }}
 */
export function image(release, platform) {
  const { repository, tags, created, steps, config = {}, type = 'oci' } = release
  const version = tags[0] ?? ''
  return {
    id: `${repository}:${version} ${platform} ${type}`,
    repository,
    tags,
    image: {
      type,
      platform: platformOf(platform),
      created,
      config: { ...environment(platform), ...config },
      steps: steps.map((step) => step({ repository, version, platform })),
    },
  }
}

/**
 * One index over the images of several platforms, as a pipeline pushes it.
 * @param {Release} release
 * @param {readonly string[]} platforms
 * @returns {Item[]} the images, without tags, then the index
 */
export function release(release, platforms) {
  const images = platforms.map((platform) => image(release, platform))
  const { repository, tags, type = 'oci', annotations } = release
  const entries = images.map(({ id }) => ({ of: id }))
  return [
    ...images.map((item) => ({ ...item, tags: [] })),
    { id: `${repository}:${tags[0]}`, repository, tags, index: { type, entries, annotations } },
  ]
}

function environment(platform) {
  if (platform.startsWith('windows')) return {}
  return { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'] }
}

/** @returns {string} ISO date so many days after another */
export const daysAfter = (date, days) => new Date(Date.parse(date) + days * 86_400_000).toISOString()
