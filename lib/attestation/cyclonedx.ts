import { isRecord, type JsonRecord, readInstant } from '@/lib/oci/json'
import type { Sbom, SbomPackage } from './document'
import { asArray, dig, firstOf, readText } from './read-text'
import { PACKAGES_MAX, packagesOf, typeOfPurl } from './sbom-packages'

const TOOLS_MAX = 50
const LICENCES_MAX = 20

/** Reads a CycloneDX document in JSON (cyclonedx.org/docs/1.6/json). Components within components count too. */
export function readCycloneDx(document: JsonRecord): Sbom {
  const metadata = dig(document, 'metadata')
  const about = dig(metadata, 'component')
  const { packages, count, files } = components(document.components)
  return {
    kind: 'sbom',
    format: 'CycloneDX',
    name: joined([readText(about?.name), readText(about?.version)], ' '),
    id: readText(document.serialNumber),
    createdAt: readInstant(metadata?.timestamp),
    tools: toolsOf(metadata?.tools),
    authors: firstOf(metadata?.authors, TOOLS_MAX, nameOf).items,
    ...packagesOf(packages),
    packageCount: count,
    fileCount: files,
  }
}

/** Until 1.4 a list of tools; since 1.5 an object with components. */
function toolsOf(tools: unknown): string[] {
  const list = isRecord(tools) ? tools.components : tools
  return firstOf(list, TOOLS_MAX, (tool) =>
    isRecord(tool) ? joined([readText(tool.name), readText(tool.version)], ' ') : null,
  ).items
}

/** A walk with a list of its own: however deep they lie, nothing runs out of stack. */
function components(top: unknown): { packages: SbomPackage[]; count: number; files: number } {
  const waiting: unknown[][] = [asArray(top)]
  const packages: SbomPackage[] = []
  let [count, files] = [0, 0]
  for (let list = waiting.pop(); list !== undefined; list = waiting.pop()) {
    for (const component of list) {
      if (!isRecord(component)) continue
      if (Array.isArray(component.components)) waiting.push(component.components)
      if (component.type === 'file') {
        files++
        continue
      }
      count++
      if (packages.length < PACKAGES_MAX) packages.push(readComponent(component))
    }
  }
  return { packages, count, files }
}

function readComponent(component: JsonRecord): SbomPackage {
  const purl = readText(component.purl)
  return {
    name: joined([readText(component.group), readText(component.name)], '/') ?? '',
    version: readText(component.version),
    type: typeOfPurl(purl) ?? readText(component.type, 64),
    purl,
    licences: joined(firstOf(component.licenses, LICENCES_MAX, licenceOf).items, ', '),
    supplier: nameOf(component.supplier) ?? readText(component.publisher) ?? readText(component.author),
  }
}

function licenceOf(choice: unknown): string | null {
  if (!isRecord(choice)) return null
  const licence = dig(choice, 'license')
  return readText(choice.expression) ?? readText(licence?.id) ?? readText(licence?.name)
}

const nameOf = (value: unknown): string | null => (isRecord(value) ? readText(value.name) : null)

function joined(parts: readonly (string | null)[], separator: string): string | null {
  const said = parts.filter((part) => part !== null)
  return said.length === 0 ? null : said.join(separator)
}
