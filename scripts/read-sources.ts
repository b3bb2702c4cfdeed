import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
// The TypeScript parser that comes with the test runner: TypeScript 7 itself has no API to ask.
import { parseSync } from 'vite'
import { ROOT } from './root.mjs'

export interface SourceFile {
  /** From the root, with slashes. */
  path: string
  text: string
  /** What it imports, types included: paths from the root, or names of packages. */
  imports: string[]
}

/** Every TypeScript file of the folders, parsed. */
export function readSources(folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) => sourceFiles(folder)).map(readSource)
}

function sourceFiles(folder: string): string[] {
  const whole = join(ROOT, folder)
  if (!existsSync(whole)) return []
  return readdirSync(whole).flatMap((name) => {
    const path = `${folder}/${name}`
    if (statSync(join(ROOT, path)).isDirectory()) return sourceFiles(path)
    return /\.tsx?$/.test(name) ? [path] : []
  })
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const { module, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`)
  const names = [
    ...module.staticImports.map((item) => item.moduleRequest.value),
    ...module.staticExports.flatMap((item) => item.entries.map((entry) => entry.moduleRequest?.value)),
    ...module.dynamicImports.map(({ moduleRequest }) =>
      text.slice(moduleRequest.start, moduleRequest.end).replace(/^['"`]|['"`]$/g, ''),
    ),
  ].filter((name) => name !== undefined && name !== null)
  return { path, text, imports: [...new Set(names)].map((name) => resolveImport(path, name)) }
}

/** `@/lib/x` and `./x` become `lib/x.ts`, where there is such a file. */
function resolveImport(from: string, name: string): string {
  if (!name.startsWith('@/') && !name.startsWith('.')) return name
  const path = name.startsWith('@/') ? name.slice(2) : normalize(join(dirname(from), name))
  const known = ['', '.ts', '.tsx'].map((suffix) => `${path}${suffix}`)
  return known.find((candidate) => /\.\w+$/.test(candidate) && existsSync(join(ROOT, candidate))) ?? path
}
