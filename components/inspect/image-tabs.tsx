'use client'

import type { ReactNode } from 'react'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import type { InspectResponse } from '@/lib/contract/inspect'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { AnnotationsTab } from './annotations-tab'
import { AttestationsTab } from './attestations-tab'
import { ConfigTab } from './config-tab'
import { findEntry } from './entry-key'
import { HistoryTab } from './history-tab'
import { LayersTab } from './layers-tab'
import { RawTab } from './raw-tab'
import { TextTab } from './text-tab'
import { IMAGE_TABS, type ImageTab, useImageView } from './use-image-view'
import { WhoGetsWhatTab } from './who-gets-what-tab'

export function ImageTabs({ image, reference }: { image: InspectResponse; reference: Reference }) {
  const [view, setView] = useImageView()
  const ref = formatReference(reference)
  const tab = {
    image,
    home: { registry: reference.registry, repository: reference.repository },
    chosen: findEntry(image.platforms, view.platform),
    choosePlatform: (platform: string | null) => void setView({ platform }),
  }
  const contents: Record<ImageTab, ReactNode> = {
    layers: <LayersTab {...tab} view={view.view} onView={(next) => void setView({ view: next })} />,
    config: <ConfigTab {...tab} />,
    history: <HistoryTab {...tab} />,
    who: <WhoGetsWhatTab {...tab} reference={reference} />,
    attestations: <AttestationsTab {...tab} />,
    annotations: <AnnotationsTab {...tab} />,
    raw: <RawTab {...tab} reference={ref} />,
    text: <TextTab reference={ref} />,
  }
  return (
    <Tabs
      value={view.tab}
      onValueChange={(next) => void setView({ tab: IMAGE_TABS.find((one) => one === next) ?? null })}
      className="mt-4"
    >
      <TabsList aria-label="Views of the image">
        {IMAGE_TABS.map((one) => (
          <TabsTrigger key={one} value={one}>
            {LABELS[one]}
            {one === 'attestations' && image.attestations.length > 0 && (
              <span className="font-mono text-2xs">{image.attestations.length}</span>
            )}
          </TabsTrigger>
        ))}
      </TabsList>
      <TabsContent value={view.tab}>{contents[view.tab]}</TabsContent>
    </Tabs>
  )
}

const LABELS: Record<ImageTab, string> = {
  layers: 'Layers',
  config: 'Config',
  history: 'History',
  who: 'Who gets what',
  attestations: 'Attestations',
  annotations: 'Annotations',
  raw: 'Raw',
  text: 'Text',
}

/** What every tab is given. */
export interface ImageTabProps {
  image: InspectResponse
  home: Pick<Reference, 'registry' | 'repository'>
  /** The platform the query string names; null for all. */
  chosen: InspectResponse['platforms'][number] | null
  choosePlatform: (key: string | null) => void
}
