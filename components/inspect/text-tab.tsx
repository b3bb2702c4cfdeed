import { CommandLine } from '@/components/ui/command-line'
import { inspectTextQuery } from '@/lib/client/inspect'
import { apiPath } from '@/lib/routes'
import { curlLine } from './curl-line'
import { RawText } from './raw-text'
import { SafeText } from './safe-text'

/** The image as a terminal would list it. */
export function TextTab({ reference }: { reference: string }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <RawText
        query={inspectTextQuery(reference, 'text')}
        href={apiPath('inspect', { ref: reference, format: 'text' })}
        label="the text form"
        fileName="inspect.txt"
      >
        {(text) => <SafeText text={text} />}
      </RawText>
      <CommandLine command={curlLine(reference, 'text')} label="read this with curl" />
    </div>
  )
}
