import { Choice } from '@/components/ui/choice'
import { CLIENTS, type Client } from '@/lib/oci/platform-choice'
import { CLIENT_NAMES } from './client-names'

/** Where four columns do not fit: which client is looked at. */
export function WhoGetsWhatClients(props: { client: Client; onClient: (client: Client) => void }) {
  return (
    <Choice
      label="Client"
      value={props.client}
      options={OPTIONS}
      onChoose={props.onClient}
      className="mb-2 @2xl:hidden"
    />
  )
}

const OPTIONS = CLIENTS.map((value) => ({ value, name: CLIENT_NAMES[value].short }))
