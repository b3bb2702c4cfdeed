'use client'

import { Select, SelectContent, SelectItem, SelectTrigger } from '@/components/ui/select'
import { FORMATS, type Format } from '@/lib/composition/spec'

const AUTOMATIC = 'automatic'

/** What each profile is for; the bytes, and so the digest, differ. */
const MEANINGS: Record<Format, string> = {
  oci: 'OCI image index, as buildx and manifest-tool 2.2 write it',
  docker: 'Docker manifest list, as manifest-tool 2 writes it',
  pushml: 'Docker manifest list, as manifest-tool 1 wrote it in 2016',
  buildx: 'as docker buildx imagetools writes it',
  crane: 'compact, as crane writes it',
}

const isFormat = (text: string): text is Format => FORMATS.some((format) => format === text)

interface FormatSelectProps {
  /** As written in the spec; null is automatic. Words nobody knows are shown, not dropped. */
  value: string | null
  /** What automatic comes to, once the plan says so. */
  planned: Format | null
  onValueChange: (format: Format | null) => void
}

export function FormatSelect({ value, planned, onValueChange }: FormatSelectProps) {
  const unknown = value !== null && !isFormat(value)
  return (
    <Select
      value={value ?? AUTOMATIC}
      onValueChange={(chosen) => onValueChange(isFormat(chosen) ? chosen : null)}
    >
      <SelectTrigger aria-label="Format" aria-invalid={unknown || undefined}>
        <span className="font-mono text-xs">
          {value ?? 'format'}
          {value === null && <span className="text-ink-3"> {planned ? `auto, ${planned}` : 'auto'}</span>}
        </span>
      </SelectTrigger>
      <SelectContent>
        <SelectItem value={AUTOMATIC}>Automatic: by what the images are</SelectItem>
        {unknown && <SelectItem value={value}>{value} (not a format)</SelectItem>}
        {FORMATS.map((format) => (
          <SelectItem key={format} value={format}>
            <span className="font-mono text-xs">{format}</span> {MEANINGS[format]}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  )
}
