import { changeDraft, chooseBodyView } from '../../stores/explorer-store.ts'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { FileButton } from '../files/file-button.tsx'
import { readJson } from './body/read-json.ts'
import { writeJson } from './body/write-json.ts'
import { loadBody } from './load-body.ts'
import { OrderTemplates } from './order-templates.tsx'
import { useBody } from './use-body.ts'

/** Above the body: form or JSON, and what fills it in. */
export function BodyActions({ tidy }: { readonly tidy: boolean }) {
  const { body, view } = useBody()
  return (
    <div className="tabs-actions">
      <OrderTemplates />
      {tidy && (view === 'json' || body.kind !== 'form') && <TidyButton />}
      <FileButton
        doing="load"
        look="quiet"
        title="Load the body from a file"
        command="load-body"
        onClick={() => void loadBody()}
      />
      {body.kind !== 'none' && (
        <Segmented
          label="Write the body as"
          options={[
            { value: 'form', label: 'Form' },
            { value: 'json', label: 'JSON' },
          ]}
          value={view}
          onChange={chooseBodyView}
        />
      )}
    </div>
  )
}

function TidyButton() {
  return (
    <Button
      look="quiet"
      onClick={() =>
        changeDraft((now) => {
          const read = readJson(now.body)
          return read.kind === 'read' ? { ...now, body: writeJson(read.node) } : now
        })
      }
    >
      Tidy up
    </Button>
  )
}
