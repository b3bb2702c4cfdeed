'use client'

import { ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Label } from '@/components/ui/label'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { formatPlatform, type Platform } from '@/lib/oci/platform'
import { CommitInput } from './commit-input'

interface Field {
  key: keyof Platform
  label: string
  suggestions: readonly string[]
  /** Several words, written with commas between. */
  list?: boolean
}

const FIELDS: readonly Field[] = [
  { key: 'os', label: 'Operating system', suggestions: ['linux', 'windows', 'darwin', 'freebsd'] },
  {
    key: 'architecture',
    label: 'Architecture',
    suggestions: ['amd64', 'arm64', 'arm', 's390x', 'ppc64le', 'riscv64', '386', 'loong64'],
  },
  { key: 'variant', label: 'Variant', suggestions: ['v5', 'v6', 'v7', 'v8', 'v9', 'v2', 'v3', 'v4'] },
  { key: 'os.version', label: 'os.version', suggestions: [] },
  { key: 'os.features', label: 'os.features', suggestions: ['win32k'], list: true },
  { key: 'features', label: 'features', suggestions: ['sse4'], list: true },
]

interface EntryPlatformProps {
  /** The entry's name, for the button's own name. */
  name: string
  /** What the spec says; empty is "read it from the image". */
  written: Partial<Platform>
  /** What the plan found, where it is one image. */
  found: Platform | null
  /** Where a platform that is not set by hand comes from. */
  fromIndex: boolean
  onPlatformChange: (platform: Partial<Platform>) => void
}

/** Where the platform comes from, dashed while it is read from the image; pressing it says otherwise by hand. */
export function EntryPlatform({ name, written, found, fromIndex, onPlatformChange }: EntryPlatformProps) {
  const ids = useId()
  const byHand = Object.keys(written).length > 0
  const origin = byHand ? 'set by hand' : fromIndex ? 'from the source index' : 'from the image config'
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button
          size="sm"
          className={cn('border-field font-normal text-ink-2', !byHand && 'border-dashed')}
          aria-label={`Platform of ${name}: ${found ? `${formatPlatform(found)}, ` : ''}${origin}. Change`}
        >
          {origin}
          <ChevronDown aria-hidden />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={`Platform of ${name}`}>
        <div className="grid grid-cols-2 gap-2">
          {FIELDS.map(({ key, label, suggestions, list = false }) => (
            <div key={key} className="grid gap-1">
              <Label htmlFor={`${ids}-${key}`}>{label}</Label>
              <CommitInput
                id={`${ids}-${key}`}
                list={`${ids}-${key}-list`}
                className={cn('font-mono text-xs', !written[key] && 'border-dashed')}
                placeholder={inWords(found?.[key]) || 'from the image'}
                value={inWords(written[key])}
                onCommit={(text) => onPlatformChange(withField(written, key, text, list))}
              />
              <datalist id={`${ids}-${key}-list`}>
                {suggestions.map((word) => (
                  <option key={word} value={word} />
                ))}
              </datalist>
            </div>
          ))}
        </div>
        <p className="mt-2 text-ink-3 text-xs">
          An empty field is read from the image itself. Several features stand with commas between.
        </p>
        {byHand && (
          <Button size="sm" className="mt-2" onClick={() => onPlatformChange({})}>
            Read it all from the image
          </Button>
        )}
      </PopoverContent>
    </Popover>
  )
}

const inWords = (value: string | string[] | undefined) =>
  Array.isArray(value) ? value.join(', ') : (value ?? '')

/** An emptied field is left out: then the image decides. */
function withField(
  platform: Partial<Platform>,
  key: keyof Platform,
  text: string,
  list: boolean,
): Partial<Platform> {
  const { [key]: _, ...others } = platform
  const words = text.split(/[\s,]+/).filter((word) => word !== '')
  if (list) return words.length === 0 ? others : { ...others, [key]: words }
  return text === '' ? others : { ...others, [key]: text }
}
