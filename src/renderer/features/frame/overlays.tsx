import { type ReactNode, useState } from 'react'
import { closeOverlay, type Overlay, useOverlayStore } from '../../stores/overlay-store.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorBoundary } from '../../ui/error-boundary.tsx'
import { Later, type LaterPart } from '../../ui/later.tsx'
import { PartFailureDialog } from '../../ui/part-failure.tsx'
import { CATALOGUE_DIALOG } from '../catalogue/index.ts'
import {
  ConfirmationDialog,
  cancelConfirmation,
  useConfirmationStore,
  useQuestionStore,
} from '../confirmation/index.ts'
import { DIAGNOSTICS_DIALOG } from '../diagnostics/index.ts'
import {
  answerRequestQuestion,
  CONFIRM_REQUEST_DIALOG,
  RENAME_FOLDER_DIALOG,
  RENAME_SAVED_DIALOG,
  REQUEST_QUESTION_DIALOG,
  SAVE_REQUEST_DIALOG,
  VARIABLES_DIALOG,
} from '../explorer/index.ts'
import { closeKillReport, KillDialog } from '../guard-rails/index.ts'
import { ABOUT_DIALOG, GUIDE_DIALOG } from '../guide/index.ts'
import { ClearHistoryDialog, ExportHistoryDialog } from '../history/index.ts'
import { DISCARD_DIALOG, SAVE_KEYS_DIALOG } from '../keys/index.ts'
import { NOTIFICATIONS_DIALOG } from '../notifications/index.ts'
import {
  abandonRun,
  CANCEL_ALL_DIALOG,
  CANNOT_CHANGE_DIALOG,
  CancelOrderDialog,
  QUOTE_DIALOG,
  REPLACE_TICKET_DIALOG,
  stopRun,
  useCancelRunStore,
} from '../orders/index.ts'
import { HelpSheet, Palette } from '../palette/index.ts'
import { AddGatewayDialog, AddProfileDialog, DeleteProfileDialog, ProfileSwitcher } from '../profiles/index.ts'
import { CertificateDialog, DisconnectDialog, TakeOverDialog } from '../session/index.ts'
import {
  ARCHIVE_VAULT_DIALOG,
  CHANGE_PASSPHRASE_DIALOG,
  EXPORT_KEYS_DIALOG,
  MOVE_KEYS_DIALOG,
  UNLOCK_VAULT_DIALOG,
} from '../vault/index.ts'

interface FetchedProps<Props> {
  readonly part: LaterPart<Props>
  readonly props: Props
  /** Called when the user closes the dialog before it is loaded. Default: closes the overlay. */
  readonly onClose?: () => void
  /** Describes the effect of closing the dialog. */
  readonly note?: string
}

/** Dialog that loads on demand. Meanwhile, a placeholder has the focus and receives the keys. */
function Fetched<Props extends object>({ part, props, onClose = closeOverlay, note }: FetchedProps<Props>) {
  return (
    <Later
      part={part}
      props={props}
      meanwhile={
        <Dialog title="Loading…" size="waiting" onClose={onClose}>
          {null}
        </Dialog>
      }
      onClose={onClose}
      note={note}
    />
  )
}

interface GuardedProps {
  readonly onClose: () => void
  readonly onError?: () => void
  /** Describes the effect of closing the dialog. */
  readonly note?: string
  readonly children: ReactNode
}

/** Shows the error of a dialog that failed to render. Other dialogs can still open. */
function Guarded({ onClose, onError, note, children }: GuardedProps) {
  return (
    <ErrorBoundary
      name="The dialog"
      {...(onError && { onError })}
      fallback={(message) => (
        <PartFailureDialog title="The dialog cannot be shown" note={note} onClose={onClose}>
          Error: {message}
        </PartFailureDialog>
      )}
    >
      {children}
    </ErrorBoundary>
  )
}

const QUESTION_NOTE = 'Closing this dialog declines IBKR’s question.'
const CANCEL_RUN_NOTE = 'No more cancel requests are sent. Check the order list.'

/** Declines IBKR's question when its dialog is closed, even during loading. */
const declineQuestion = (): void => void answerRequestQuestion(false)

/** All dialogs. IBKR's questions and the progress of cancel requests stay on top. */
export function Overlays() {
  const overlay = useOverlayStore((data) => data.overlay)
  const isCancelling = useCancelRunStore((data) => data.run !== undefined)
  const replyId = useQuestionStore((data) => data.asked?.question.replyId)
  const confirmationId = useConfirmationStore(({ waiting }) => (waiting.kind === 'waiting' ? waiting.id : undefined))
  const [shown, setShown] = useState(overlay)
  const isBlocked = replyId !== undefined || isCancelling
  if (!isBlocked && shown !== overlay) setShown(overlay)
  return (
    <>
      <Guarded key={`overlay ${overlay.kind}`} onClose={closeOverlay}>
        {(!isBlocked || shown === overlay) && <OverlayDialog overlay={overlay} />}
      </Guarded>
      {replyId !== undefined && (
        <Guarded key={`question ${replyId}`} onClose={declineQuestion} note={QUESTION_NOTE}>
          <Fetched part={REQUEST_QUESTION_DIALOG} props={{}} onClose={declineQuestion} note={QUESTION_NOTE} />
        </Guarded>
      )}
      {isCancelling && (
        // Stops the run, because only this dialog has the stop button.
        <Guarded onError={stopRun} onClose={abandonRun} note={CANCEL_RUN_NOTE}>
          <Fetched part={CANCEL_ALL_DIALOG} props={{}} onClose={abandonRun} note={CANCEL_RUN_NOTE} />
        </Guarded>
      )}
      <Guarded onClose={closeKillReport} note="The kill switch runs in the console. Check the order list.">
        <KillDialog />
      </Guarded>
      <Guarded key={`confirmation ${confirmationId}`} onClose={cancelConfirmation}>
        <ConfirmationDialog />
      </Guarded>
    </>
  )
}

/** Dialogs without props. */
const PLAIN = {
  none: null,
  palette: <Palette />,
  help: <HelpSheet />,
  'take-over': <TakeOverDialog />,
  disconnect: <DisconnectDialog />,
  'switch-profile': <ProfileSwitcher />,
  'add-profile': <AddProfileDialog />,
  'add-gateway': <AddGatewayDialog />,
  certificate: <CertificateDialog />,
  'export-history': <ExportHistoryDialog />,
  'clear-history': <ClearHistoryDialog />,
  notifications: <Fetched part={NOTIFICATIONS_DIALOG} props={{}} />,
  guide: <Fetched part={GUIDE_DIALOG} props={{}} />,
  about: <Fetched part={ABOUT_DIALOG} props={{}} />,
  diagnostics: <Fetched part={DIAGNOSTICS_DIALOG} props={{}} />,
  'unlock-vault': <Fetched part={UNLOCK_VAULT_DIALOG} props={{}} />,
  'archive-vault': <Fetched part={ARCHIVE_VAULT_DIALOG} props={{}} />,
  'change-passphrase': <Fetched part={CHANGE_PASSPHRASE_DIALOG} props={{}} />,
  'update-catalogue': <Fetched part={CATALOGUE_DIALOG} props={{}} />,
  'save-request': <Fetched part={SAVE_REQUEST_DIALOG} props={{}} />,
} as const

function OverlayDialog({ overlay }: { readonly overlay: Overlay }) {
  switch (overlay.kind) {
    case 'discard-import':
      return <Fetched part={DISCARD_DIALOG} props={{ id: overlay.id }} />
    case 'save-import':
      return <Fetched part={SAVE_KEYS_DIALOG} props={{ id: overlay.id }} />
    case 'move-keys':
      return <Fetched part={MOVE_KEYS_DIALOG} props={{ profile: overlay.profile, to: overlay.to }} />
    case 'export-keys':
      return <Fetched part={EXPORT_KEYS_DIALOG} props={{ profile: overlay.profile }} />
    case 'delete-profile':
      return <DeleteProfileDialog profile={overlay.profile} />
    case 'confirm-request':
      return <Fetched part={CONFIRM_REQUEST_DIALOG} props={{ pending: overlay.pending }} />
    case 'rename-saved':
      return <Fetched part={RENAME_SAVED_DIALOG} props={{ request: overlay.request }} />
    case 'rename-folder':
      return <Fetched part={RENAME_FOLDER_DIALOG} props={{ folder: overlay.folder }} />
    case 'variables':
      return <Fetched part={VARIABLES_DIALOG} props={{ wanted: overlay.name }} />
    case 'cancel-order':
      return <CancelOrderDialog order={overlay.order} profileId={overlay.profileId} />
    case 'cannot-change':
      return <Fetched part={CANNOT_CHANGE_DIALOG} props={{ order: overlay.order, reason: overlay.reason }} />
    case 'quote':
      return <Fetched part={QUOTE_DIALOG} props={{ text: overlay.text }} />
    case 'replace-ticket':
      return <Fetched part={REPLACE_TICKET_DIALOG} props={{ onReplace: overlay.onReplace }} />
    default:
      return PLAIN[overlay.kind]
  }
}
