import { useState } from 'react'
import type { FieldView, ImportView } from '../../../shared/contract/import-views.ts'
import type { ImportField } from '../../../shared/domain/keys.ts'
import { ContinueButton, StepFrame } from './step-frame.tsx'
import { SecretField, StringField } from './string-fields.tsx'
import { stepState } from './wizard-steps.ts'
import './strings-step.css'

interface FieldWords {
  readonly label: string
  readonly help: string
  readonly secret?: true
}

const FIELDS: Readonly<Record<ImportField, FieldWords>> = {
  consumerKey: {
    label: 'Consumer key',
    help: 'The name of nine characters that you chose at IBKR.',
  },
  accessToken: {
    label: 'Access token',
    help: 'The shorter of the two strings that IBKR shows, about twenty characters.',
    secret: true,
  },
  accessTokenSecret: {
    label: 'Access token secret',
    help: 'The long one, 344 characters for keys of 2048 bits. Blanks and line breaks from copying are removed.',
    secret: true,
  },
  clientId: { label: 'Client id', help: 'What IBKR calls your client.' },
  keyId: { label: 'Key id', help: 'The name under which IBKR has your public key, often main.' },
  credential: { label: 'Username', help: 'The IBKR username that the session is opened for (claim credential).' },
  ip: {
    label: 'Public IP address',
    help: 'The address that IBKR sees your requests come from. A session is bound to it.',
  },
  server: {
    label: 'Server',
    help: 'Empty for IBKR’s own, api.ibkr.com. Another address only when IBKR named one, or for a simulator.',
  },
}

/** What IBKR's page showed. Each is checked by the host as it is typed, and a secret does not stay in the page. */
export function StringsStep({ view }: { readonly view: ImportView }) {
  const fields = Object.entries(view.fields) as [ImportField, FieldView][]
  // What is set, or wrong, is in sight; later the person decides.
  const [folded, setFolded] = useState(view.fields.server === undefined || view.fields.server.kind === 'empty')
  const ready = stepState('strings', view) === 'done'
  return (
    <StepFrame
      view={view}
      step="strings"
      title={view.kind === 'oauth1' ? 'The three strings of IBKR’s page' : 'What IBKR gave your client'}
      lead={
        view.kind === 'oauth1' ? (
          <p>
            Paste them as they are. The two tokens leave this page as soon as they have the right form, and are never
            shown again.
          </p>
        ) : (
          <p>None of these is secret; the private key of the first step is.</p>
        )
      }
      note={ready ? undefined : 'Some are missing or not right yet.'}
      primary={<ContinueButton view={view} to="offline" ready={ready} />}
    >
      <div className="string-fields">
        {fields
          .filter(([name]) => name !== 'server')
          .map(([name, field]) => {
            const { secret, ...words } = FIELDS[name]
            const Input = secret ? SecretField : StringField
            return <Input key={name} id={view.id} name={name} field={field} {...words} />
          })}
        <details
          className="wizard-more"
          open={folded ? undefined : true}
          onToggle={(event) => setFolded(!event.currentTarget.open)}
        >
          <summary>Another server</summary>
          {view.fields.server && (
            <StringField
              id={view.id}
              name="server"
              field={view.fields.server}
              label={FIELDS.server.label}
              help={FIELDS.server.help}
            />
          )}
        </details>
      </div>
    </StepFrame>
  )
}
