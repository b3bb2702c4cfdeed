import { isRecord, type JsonRecord, readInstant } from '@/lib/oci/json'
import type { Sbom, SbomPackage } from './document'
import { asArray, dig, firstOf, readText } from './read-text'
import { PACKAGES_MAX, packagesOf, typeOfPurl } from './sbom-packages'

const CREATORS_MAX = 50
const REFERENCES_MAX = 100

/** Reads an SPDX 2.x document in JSON (spdx.github.io/spdx-spec/v2.3). */
export function readSpdx(document: JsonRecord): Sbom {
  const info = dig(document, 'creationInfo')
  const creators = firstOf(info?.creators, CREATORS_MAX, (item) => readText(item)).items
  const named = (prefix: string) =>
    creators.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length).trim())
  const packages = firstOf(document.packages, PACKAGES_MAX, readPackage)
  return {
    kind: 'sbom',
    format: 'SPDX',
    name: readText(document.name),
    id: readText(document.documentNamespace),
    createdAt: readInstant(info?.created),
    tools: named('Tool:'),
    authors: [...named('Organization:'), ...named('Person:')],
    ...packagesOf(packages.items),
    packageCount: packages.count,
    fileCount: asArray(document.files).length,
  }
}

function readPackage(value: unknown): SbomPackage | null {
  if (!isRecord(value)) return null
  const purl = purlOf(value.externalRefs)
  const purpose = readText(value.primaryPackagePurpose, 64)
  return {
    name: readText(value.name) ?? readText(value.SPDXID) ?? '',
    version: readText(value.versionInfo),
    type: typeOfPurl(purl) ?? purpose?.toLowerCase() ?? null,
    purl,
    licences: asserted(value.licenseConcluded) ?? asserted(value.licenseDeclared),
    supplier: personOf(value.supplier) ?? personOf(value.originator),
  }
}

function purlOf(references: unknown): string | null {
  for (const reference of asArray(references).slice(0, REFERENCES_MAX))
    if (isRecord(reference) && reference.referenceType === 'purl') return readText(reference.referenceLocator)
  return null
}

/** SPDX writes out that nothing is said. */
function asserted(value: unknown): string | null {
  const text = readText(value)
  return text === 'NOASSERTION' || text === 'NONE' ? null : text
}

const personOf = (value: unknown): string | null =>
  asserted(value)?.replace(/^(?:Organization|Person):\s*/, '') ?? null
