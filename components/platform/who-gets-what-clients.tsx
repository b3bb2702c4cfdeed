import { ToggleGroup, ToggleGroupItem } from '@/components/ui/toggle-group'
import { CLIENTS, type Client } from '@/lib/oci/platform-choice'
import { CLIENT_NAMES } from './client-names'

/** Where four columns do not fit: which client is looked at. */
export function WhoGetsWhatClients(props: { client: Client; onClient: (client: Client) => void }) {
  return (
    <ToggleGroup
      type="single"
      aria-label="Client"
      className="mb-2 @2xl:hidden"
      value={props.client}
      onValueChange={(chosen: string) => {
        const client = CLIENTS.find((one) => one === chosen)
        if (client) props.onClient(client)
      }}
    >
      {CLIENTS.map((client) => (
        <ToggleGroupItem key={client} value={client}>
          {CLIENT_NAMES[client].short}
        </ToggleGroupItem>
      ))}
    </ToggleGroup>
  )
}
