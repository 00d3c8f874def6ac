import { Copy } from 'lucide-react'
import { useDeferredValue, useMemo } from 'react'
import { SNIPPET_FORMATS, type SnippetFormatId } from '../../../../shared/snippets/snippet-formats.ts'
import { keysOf } from '../../../commands/command.ts'
import { usePlatformStore } from '../../../stores/platform-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { RawText } from '../../../ui/raw-text.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { SidePane } from '../../../ui/side-pane.tsx'
import { FileButton } from '../../files/index.ts'
import { useActiveTab } from '../explorer-store.ts'
import { useVariables } from '../variables/variables.ts'
import { type CodeSnippet, type RequestSnippet, requestSnippet } from './request-snippet.ts'
import {
  chooseSnippetLanguage,
  closeSnippet,
  copySnippet,
  focusWhenOpened,
  SNIPPET_PANE_ID,
  saveSnippet,
  useSnippetStore,
} from './snippet-actions.ts'

const FORMATS = Object.keys(SNIPPET_FORMATS) as readonly SnippetFormatId[]

/** Pane with code for the current request. */
export function SnippetPane() {
  const language = useSnippetStore((data) => data.language)
  const snippet = useRequestSnippet()
  return (
    <SidePane
      ref={focusWhenOpened}
      id={SNIPPET_PANE_ID}
      label="Snippet"
      title="Snippet"
      actions={
        snippet?.kind === 'code' && (
          <Button
            icon={<Copy size={14} aria-hidden="true" />}
            keys={keysOf('copy-snippet')}
            onClick={() => void copySnippet()}
          >
            Copy
          </Button>
        )
      }
      onClose={closeSnippet}
    >
      <div className="snippet-language rigid">
        <Segmented
          label="Language"
          options={FORMATS.map((value) => ({ value, label: SNIPPET_FORMATS[value].label }))}
          value={language}
          onChange={chooseSnippetLanguage}
        />
      </div>
      {snippet?.kind === 'code' && <Code snippet={snippet} />}
      {/* Always rendered, so that screen readers announce a new reason. */}
      <div role="status">
        {snippet?.kind === 'unfinished' && <WhyNot title="Request incomplete" reasons={snippet.reasons} />}
        {snippet?.kind === 'impossible' && <WhyNot title="Not available in this language" reasons={[snippet.reason]} />}
      </div>
    </SidePane>
  )
}

function Code({ snippet }: { readonly snippet: CodeSnippet }) {
  return (
    <>
      {snippet.notes.length > 0 && (
        <ul className="snippet-notes rigid scroll small secondary" aria-label="Before you run the code">
          {snippet.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <RawText text={snippet.code} label="Code" />
      <footer className="rigid row padded-small">
        <div className="grow hint">
          <p>
            Save as <code>{snippet.fileName}</code>, then run:
          </p>
          {snippet.run.map((command) => (
            <code key={command} className="snippet-command">
              {command}
            </code>
          ))}
        </div>
        <FileButton
          doing="save"
          title="Save the snippet as a file"
          command="save-snippet"
          onClick={() => void saveSnippet()}
        />
      </footer>
    </>
  )
}

function WhyNot({ title, reasons }: { readonly title: string; readonly reasons: readonly string[] }) {
  return (
    <div className="snippet-without secondary">
      <p className="strong">{title}</p>
      {reasons.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
    </div>
  )
}

/** Returns the code for the current request; undefined until the profile is known. */
function useRequestSnippet(): RequestSnippet | undefined {
  // Deferred, so that typing does not wait for the code of a large body.
  const draft = useDeferredValue(useActiveTab((data) => data.draft))
  const language = useSnippetStore((data) => data.language)
  const kind = useSessionStore((data) => data.view?.profile.kind)
  const baseUrl = useSessionStore((data) => data.view?.profile.baseUrl)
  const commandLine = usePlatformStore((data) => data.capabilities?.commandLine)
  const variables = useVariables(draft)
  return useMemo(() => {
    if (kind === undefined) return undefined
    const profile = { kind, ...(baseUrl !== undefined && { baseUrl }) }
    return requestSnippet(draft, variables, { profile, commandLine }, language)
  }, [draft, variables, kind, baseUrl, commandLine, language])
}
