import { CommandLine } from '@/components/ui/command-line'
import { curlLine } from './curl-line'
import { ManifestText } from './manifest-text'
import { SafeText } from './safe-text'

/** The image as a terminal would list it. */
export function TextTab({ reference }: { reference: string }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <ManifestText reference={reference} format="text" label="the text form" fileName="inspect.txt">
        {(text) => <SafeText text={text} />}
      </ManifestText>
      <CommandLine command={curlLine(reference, 'text')} label="read this with curl" />
    </div>
  )
}
