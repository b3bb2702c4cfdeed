'use client'

import type { ReactNode } from 'react'
import { AttestationsTab } from '@/components/attestation/attestations-tab'
import { holdsDocuments } from '@/components/attestation/holds-documents'
import { ReferrersTab } from '@/components/attestation/referrers-tab'
import { FilesTab } from '@/components/files/files-tab'
import { Timeline } from '@/components/history/timeline'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import type { InspectResponse } from '@/lib/contract/inspect'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { AnnotationsTab } from './annotations-tab'
import { ConfigTab } from './config-tab'
import { findEntry } from './entry-key'
import { HistoryTab } from './history-tab'
import { isTag } from './is-tag'
import { LayersTab } from './layers-tab'
import { RawTab } from './raw-tab'
import { TextTab } from './text-tab'
import { IMAGE_TABS, type ImageTab, useImageView } from './use-image-view'
import { UsesTab } from './uses-tab'
import { WhoGetsWhatTab } from './who-gets-what-tab'

interface ImageTabsProps {
  image: InspectResponse
  reference: Reference
  /** True where the registry no longer has it, and this is what it was. */
  gone: boolean
}

export function ImageTabs({ image, reference, gone }: ImageTabsProps) {
  const [view, setView] = useImageView()
  const ref = formatReference(reference)
  const tab = {
    image,
    home: { registry: reference.registry, repository: reference.repository },
    chosen: findEntry(image.platforms, view.platform),
    choosePlatform: (platform: string | null) => void setView({ platform }),
  }
  // Only a tag has a past; a digest is what it is.
  const tabs = IMAGE_TABS.filter((one) => one !== 'timeline' || isTag(reference))
  const standard = holdsDocuments(image) ? 'attestations' : 'layers'
  const open = tabs.find((one) => one === view.tab) ?? standard
  const contents: Record<ImageTab, ReactNode> = {
    layers: <LayersTab {...tab} view={view.view} onView={(next) => void setView({ view: next })} />,
    files: <FilesTab {...tab} />,
    config: <ConfigTab {...tab} />,
    history: <HistoryTab {...tab} />,
    who: <WhoGetsWhatTab {...tab} reference={reference} />,
    attestations: <AttestationsTab {...tab} reference={reference} />,
    referrers: <ReferrersTab {...tab} />,
    annotations: <AnnotationsTab {...tab} />,
    raw: <RawTab {...tab} reference={reference} />,
    text: <TextTab reference={ref} />,
    timeline: <Timeline tag={reference} now={gone ? null : image.digest} />,
    uses: <UsesTab {...tab} reference={reference} />,
  }
  return (
    <Tabs
      value={open}
      onValueChange={(next) =>
        void setView({ tab: IMAGE_TABS.find((one) => one === next && one !== standard) ?? null })
      }
      className="mt-4"
    >
      <TabsList aria-label="Views of the image">
        {tabs.map((one) => (
          <TabsTrigger key={one} value={one}>
            {LABELS[one]}
            {one === 'attestations' && image.attestations.length > 0 && (
              <span className="font-mono text-2xs">{image.attestations.length}</span>
            )}
          </TabsTrigger>
        ))}
      </TabsList>
      <h2 className="sr-only">{LABELS[open]}</h2>
      <TabsContent value={open}>{contents[open]}</TabsContent>
    </Tabs>
  )
}

const LABELS: Record<ImageTab, string> = {
  layers: 'Layers',
  files: 'Files',
  config: 'Config',
  history: 'History',
  who: 'Who gets what',
  attestations: 'Attestations',
  referrers: 'Referrers',
  annotations: 'Annotations',
  raw: 'Raw',
  text: 'Text',
  timeline: 'Timeline',
  uses: 'Used by',
}

/** What every tab is given. */
export interface ImageTabProps {
  image: InspectResponse
  home: Pick<Reference, 'registry' | 'repository'>
  /** The platform the query string names; null for all. */
  chosen: InspectResponse['platforms'][number] | null
  choosePlatform: (key: string | null) => void
}
