import { useShallow } from 'zustand/react/shallow'
import { Tabs } from '../../../ui/tabs.tsx'
import { changeTab, useActiveTab } from '../explorer-store.ts'
import { BodyActions, BodyPart } from './body/body-part.tsx'
import { findBodyError } from './body/read-json.ts'
import { ParameterRows } from './parameter-rows.tsx'
import { SendWaitNote } from './send-wait.tsx'

/** Tabs with the parameters and the body of the request. */
export function RequestForm() {
  const { draft, form } = useActiveTab(useShallow(({ draft, form }) => ({ draft, form })))
  const sent = draft.rows.filter((row) => row.place === 'path' || (row.enabled && row.name !== '')).length
  const hasBody = draft.body.trim() !== ''
  const takesBody = draft.method !== 'GET'
  const isValid = findBodyError(draft.body) === undefined
  return (
    <Tabs
      label="Request sections"
      tabs={[
        { id: 'params', label: 'Params', mark: sent > 0 && <span className="count">{sent}</span> },
        { id: 'body', label: 'Body', mark: hasBody && takesBody && <BodyMark isValid={isValid} /> },
      ]}
      selected={form}
      onSelect={(next) => changeTab({ form: next })}
      trailing={
        <>
          <SendWaitNote />
          {form === 'body' && takesBody && <BodyActions canFormat={hasBody && isValid} />}
        </>
      }
    >
      {form === 'params' ? (
        <ParameterRows />
      ) : takesBody ? (
        <BodyPart />
      ) : (
        <p className="form-reason secondary">
          A GET request has no body. Choose POST, PUT, PATCH or DELETE to send one.
        </p>
      )}
    </Tabs>
  )
}

function BodyMark({ isValid }: { readonly isValid: boolean }) {
  return (
    <span className="row" data-tone={isValid ? 'idle' : 'bad'}>
      <span className="dot" aria-hidden="true" />
      <span className="visually-hidden">{isValid ? 'filled in' : 'not valid JSON'}</span>
    </span>
  )
}
