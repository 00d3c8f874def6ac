import { Bookmark, CodeXml, Columns2, Lock, Rows2, Send, Square } from 'lucide-react'
import { memo, useRef } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { HTTP_METHODS, type HttpMethod } from '../../../../shared/domain/requests.ts'
import { keysOf } from '../../../commands/command.ts'
import { openOverlay } from '../../../stores/overlay-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { describeKeys } from '../../../ui/describe-keys.ts'
import { Select } from '../../../ui/select.tsx'
import { changeDraft, changeTab, failureOf, toggleBeside, useActiveTab, useExplorerStore } from '../explorer-store.ts'
import { useSavedStore } from '../saved/saved-store.ts'
import { SNIPPET_BUTTON_ID, SNIPPET_PANE_ID, toggleSnippet, useSnippetStore } from '../snippet/snippet-actions.ts'
import { VariableRemedy } from '../variables/variable-remedy.tsx'
import { operationOf, withQueryInRows } from './draft.ts'
import { ProblemSummary, RequestNotes, SEND_NOTE_ID, SendNote } from './request-notes.tsx'
import { riskOfDraft } from './request-risk.ts'
import { previewPath, whyNoPath } from './resolve-draft.ts'
import { cancelRequest, currentVariables, sendRequest } from './send-request.ts'
import { useSendWait, WaitCountdown } from './send-wait.tsx'
import { withMethod, withNewAddress, withTypedPath } from './typed-path.ts'

const EFFECT_LABELS = {
  read: 'Read',
  session: 'Changes the session',
  settings: 'Changes settings',
  trading: 'Trading',
  unknown: 'Not in the catalogue',
} as const

/** Request line with method, path and Send button, followed by notes. */
export function RequestLine() {
  const { draft, problems, refused } = useActiveTab(
    useShallow(({ draft, problems, exchange }) => ({
      draft,
      problems,
      // Whether the response pane already explains that the profile is not armed.
      refused: failureOf(exchange)?.code === 'not-armed',
    })),
  )
  const problem = problems.find((each) => each.field === 'path')
  // Renders again when the value of a variable changes.
  useSavedStore((data) => data.variables)
  const { state, disarmed } = useSessionStore(
    useShallow(({ view }) => ({ state: view?.state.kind, disarmed: view?.arming.kind === 'disarmed' })),
  )
  const operation = operationOf(draft)
  const preview = previewPath(draft, currentVariables())
  const risk = riskOfDraft(draft, currentVariables())
  const noPath = whyNoPath(draft)
  const isBlocked = disarmed && risk.effect !== 'read' && draft.path !== '' && noPath === undefined
  const showsArming = isBlocked && !refused && !problem
  const pastesAddress = useRef(false)

  return (
    <header className="request secondary line-below">
      <form
        className="request-line row wrap"
        aria-label="Request"
        onSubmit={(event) => {
          event.preventDefault()
          void sendRequest()
        }}
      >
        <Select
          className="request-method rigid medium"
          aria-label="Method"
          value={draft.method}
          options={HTTP_METHODS}
          onChange={changeMethod}
        />
        <input
          id="request-path"
          className="input code grow"
          aria-label="Path"
          placeholder="/iserver/accounts"
          autoComplete="off"
          spellCheck={false}
          maxLength={2_000}
          aria-invalid={problem === undefined ? undefined : true}
          aria-describedby={problem === undefined ? undefined : 'request-problem'}
          value={draft.path}
          onPaste={({ currentTarget: { selectionStart, selectionEnd, value } }) => {
            pastesAddress.current = selectionStart === 0 && selectionEnd === value.length
          }}
          onChange={({ target: { value } }) => {
            const withAddress = pastesAddress.current ? withNewAddress : withTypedPath
            pastesAddress.current = false
            changeDraft((now) => withAddress(now, value))
          }}
          onBlur={() => draft.path.includes('?') && changeDraft(withQueryInRows)}
        />
        <SendButton
          method={draft.method}
          path={preview.split('?')[0] ?? ''}
          state={state}
          isBlocked={isBlocked}
          describedBy={showsArming ? SEND_NOTE_ID : undefined}
        />
        <Button
          icon={<Bookmark size={14} aria-hidden="true" />}
          aria-label="Save the request…"
          title="Save the request…"
          disabled={draft.path === ''}
          onClick={() => openOverlay({ kind: 'save-request' })}
        />
        <LayoutButton />
        <SnippetButton />
      </form>
      {problem && (
        <p id="request-problem" className="field-error">
          {problem.message}
          {problem.variable !== undefined && <VariableRemedy name={problem.variable} controlId="request-path" />}
        </p>
      )}
      {draft.ignoredHost !== undefined && (
        <p role="status">{draft.ignoredHost} removed: requests go to the server of the profile.</p>
      )}
      {operation && (
        <p className="request-about">
          <strong>{operation.title}</strong>
          <span className="effect tiny nowrap" data-effect={operation.effect}>
            {EFFECT_LABELS[operation.effect]}
          </span>
          {operation.undocumented && <span className="effect tiny nowrap">Undocumented</span>}
          {operation.legacy && <span className="effect tiny nowrap">Legacy: may be removed</span>}
          <span>{operation.help}</span>
        </p>
      )}
      {noPath !== undefined && !problem && <p className="request-about tertiary">{noPath}</p>}
      {!operation && draft.path !== '' && noPath === undefined && risk.effect === 'unknown' && !problem && (
        <p className="request-about">
          <span className="effect tiny nowrap" data-effect="trading">
            {EFFECT_LABELS.unknown}: treated as trading
          </span>
        </p>
      )}
      {operation && <RequestNotes operation={operation} />}
      {showsArming && <SendNote risk={risk} />}
      <ProblemSummary />
      {preview !== draft.path && draft.path !== '' && noPath === undefined && (
        <p className="ellipsis tertiary">
          <span className="visually-hidden">Will be sent as </span>
          <span aria-hidden="true">→ </span>
          <code>{preview}</code>
        </p>
      )}
    </header>
  )
}

interface SendButtonProps {
  readonly method: HttpMethod
  readonly path: string
  readonly state: string | undefined
  /** Whether Send is blocked because the profile is not armed. */
  readonly isBlocked: boolean
  readonly describedBy: string | undefined
}

/** Separate component, so that a response does not render the whole request line. */
function SendButton({ method, path, state, isBlocked, describedBy }: SendButtonProps) {
  const exchange = useActiveTab((tab) => tab.exchange.kind)
  const wait = useSendWait(method, path, { state, exchange })
  if (exchange === 'sending') {
    return (
      <Button icon={<Square size={12} aria-hidden="true" />} keys="Escape" onClick={() => cancelRequest()}>
        Cancel
      </Button>
    )
  }
  return (
    <Button
      look={isBlocked ? 'plain' : 'primary'}
      type="submit"
      icon={isBlocked ? <Lock size={13} aria-hidden="true" /> : <Send size={13} aria-hidden="true" />}
      keys="$mod+Enter"
      aria-describedby={describedBy}
    >
      Send
      {wait && <WaitCountdown known={wait} />}
    </Button>
  )
}

function changeMethod(method: HttpMethod): void {
  changeDraft((draft) => withMethod(draft, method))
  if (method === 'GET') changeTab({ form: 'params' })
}

const LayoutButton = memo(function LayoutButton() {
  const isBeside = useExplorerStore((data) => data.isBeside)
  const Icon = isBeside ? Rows2 : Columns2
  const title = isBeside ? 'Show the response below the request' : 'Show the response beside the request'
  return (
    <Button
      icon={<Icon size={14} aria-hidden="true" />}
      aria-label={title}
      title={`${title} (${describeKeys(keysOf('response-beside')).join(' ')})`}
      onClick={toggleBeside}
    />
  )
})

const SnippetButton = memo(function SnippetButton() {
  const open = useSnippetStore((data) => data.open)
  return (
    <Button
      id={SNIPPET_BUTTON_ID}
      icon={<CodeXml size={14} aria-hidden="true" />}
      aria-expanded={open}
      aria-controls={open ? SNIPPET_PANE_ID : undefined}
      title="Show request as code snippet"
      keys={keysOf('snippet')}
      onClick={toggleSnippet}
    >
      Snippet
    </Button>
  )
})
