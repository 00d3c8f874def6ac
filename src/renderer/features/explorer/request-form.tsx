import { lazy, Suspense } from 'react'
import { changeDraft, useExplorerStore } from '../../stores/explorer-store.ts'
import { Button } from '../../ui/button.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { FileButton } from '../files/file-button.tsx'
import { sendRequest } from './explorer-actions.ts'
import { locateJsonError } from './json-error.ts'
import { loadBody } from './load-body.ts'
import { ParameterRows } from './parameter-rows.tsx'

const BodyEditor = lazy(async () => ({ default: (await import('./body-editor.tsx')).BodyEditor }))

/** What goes with the path: parameters, and a JSON body where the method takes one. */
export function RequestForm() {
  const draft = useExplorerStore((data) => data.draft)
  const form = useExplorerStore((data) => data.form)
  const problem = useExplorerStore((data) => data.problems.find((each) => each.field === 'body')?.message)
  const sent = draft.rows.filter((row) => row.place === 'path' || (row.enabled && row.name !== '')).length
  const hasBody = draft.body.trim() !== ''
  const takesBody = draft.method !== 'GET'
  const flaw = problem ?? (hasBody ? locateJsonError(draft.body.replace(/\{\{[A-Za-z]+\}\}/g, '0')) : undefined)

  return (
    <div className="request-form">
      <Tabs
        label="Request parts"
        tabs={[
          { id: 'params', label: 'Params', mark: sent > 0 && <span className="count">{sent}</span> },
          { id: 'body', label: 'Body', mark: hasBody && takesBody && <BodyMark valid={flaw === undefined} /> },
        ]}
        selected={form}
        onSelect={(next) => useExplorerStore.setState({ form: next })}
        trailing={
          form === 'body' &&
          takesBody && (
            <div className="tabs-actions">
              {hasBody && flaw === undefined && <TidyButton />}
              <FileButton
                doing="load"
                look="quiet"
                title="Load the body from a file"
                command="load-body"
                onClick={() => void loadBody()}
              />
            </div>
          )
        }
      >
        {form === 'params' ? (
          <ParameterRows />
        ) : takesBody ? (
          <div className="body-form">
            <Suspense fallback={<p className="loading-line">Loading the editor…</p>}>
              <BodyEditor
                value={draft.body}
                invalid={flaw !== undefined}
                onSend={() => void sendRequest()}
                onChange={(body) => changeDraft((now) => ({ ...now, body }))}
              />
            </Suspense>
            {flaw !== undefined && (
              <p id="body-problem" className="field-error">
                {flaw}
              </p>
            )}
          </div>
        ) : (
          <p className="form-note">A GET request has no body. Choose POST, PUT, PATCH or DELETE to send one.</p>
        )}
      </Tabs>
    </div>
  )
}

function BodyMark({ valid }: { readonly valid: boolean }) {
  return (
    <span className="tab-mark" data-tone={valid ? 'idle' : 'bad'}>
      <span className="dot" aria-hidden="true" />
      <span className="visually-hidden">{valid ? 'filled in' : 'not valid JSON'}</span>
    </span>
  )
}

function TidyButton() {
  return (
    <Button
      look="quiet"
      onClick={() =>
        changeDraft((now) => {
          try {
            return { ...now, body: JSON.stringify(JSON.parse(now.body), null, 2) }
          } catch {
            // With bare variables it is not JSON yet: left as typed.
            return now
          }
        })
      }
    >
      Tidy up
    </Button>
  )
}
