import { attestedImage } from './attested.mjs'
import { captured, mergedBuildkit } from './captured.mjs'
import { edge } from './edge.mjs'
import { library } from './library.mjs'
import { platform } from './platform.mjs'
import { team } from './team.mjs'

/**
 * What the demo registry holds. `demo:v0.2` is not in it: composing that one is the reader's first act.
 * @returns {import('../push-recipe.mjs').Item[]}
 */
export const demo = () => [
  ...captured(),
  ...mergedBuildkit(),
  ...library,
  ...platform,
  ...edge,
  ...team,
  ...attestedImage,
]
