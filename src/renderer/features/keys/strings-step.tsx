import { useState } from 'react'
import type { ImportFieldView, ImportView } from '../../../shared/contract/import-views.ts'
import type { ImportField } from '../../../shared/domain/keys.ts'
import { ContinueButton, StepFrame } from './step-frame.tsx'
import { SecretField, StringField } from './string-fields.tsx'
import { hasAllStrings } from './wizard-steps.ts'
import './wizard.css'

interface FieldTexts {
  readonly label: string
  readonly help: string
  readonly secret?: true
}

const FIELDS: Readonly<Record<ImportField, FieldTexts>> = {
  consumerKey: {
    label: 'Consumer key',
    help: 'The nine-character name that you chose on IBKR’s page.',
  },
  accessToken: {
    label: 'Access token',
    help: 'The shorter string that IBKR shows, about 20 characters.',
    secret: true,
  },
  accessTokenSecret: {
    label: 'Access token secret',
    help: 'The longer string: 344 characters for 2048-bit keys. Spaces and line breaks are removed.',
    secret: true,
  },
  clientId: { label: 'Client ID', help: 'The ID that IBKR assigned to your client.' },
  keyId: { label: 'Key ID', help: 'The name of your public key at IBKR, often main.' },
  credential: { label: 'Username', help: 'The IBKR username for the session (claim credential).' },
  ip: {
    label: 'Public IP address',
    help: 'The IP address from which IBKR receives your requests. A session is bound to this address.',
  },
  server: {
    label: 'Server',
    help: 'Leave empty for api.ibkr.com. Enter another address only if IBKR gave you one, or for a simulator.',
  },
}

/** Wizard step for the strings from IBKR's self-service page, or for the details of an OAuth 2.0 client. */
export function StringsStep({ view }: { readonly view: ImportView }) {
  const fields = Object.entries(view.fields) as [ImportField, ImportFieldView][]
  // Initially expanded if the server is set or invalid.
  const [folded, setFolded] = useState(view.fields.server === undefined || view.fields.server.kind === 'empty')
  const ready = hasAllStrings(view)
  return (
    <StepFrame
      view={view}
      step="strings"
      title={view.kind === 'oauth1' ? 'Enter the strings from IBKR’s page' : 'Enter your client’s details'}
      lead={
        view.kind === 'oauth1'
          ? 'Paste the strings unchanged. Once valid, the two tokens are sent to the console and never shown again.'
          : 'None of these values is secret. Only the private key is.'
      }
      note={ready ? undefined : 'Some values are missing or invalid.'}
      primary={<ContinueButton view={view} to="verify" ready={ready} />}
    >
      <div className="wizard-fields stack">
        {fields
          .filter(([name]) => name !== 'server')
          .map(([name, field]) => {
            const { secret, ...texts } = FIELDS[name]
            const Input = secret ? SecretField : StringField
            return <Input key={name} id={view.id} name={name} field={field} {...texts} />
          })}
        <details
          className="wizard-more"
          open={folded ? undefined : true}
          onToggle={(event) => setFolded(!event.currentTarget.open)}
        >
          <summary>Custom server</summary>
          {view.fields.server && (
            <StringField id={view.id} name="server" field={view.fields.server} {...FIELDS.server} />
          )}
        </details>
      </div>
    </StepFrame>
  )
}
