import { useState } from 'react'
import { closeOverlay, type Overlay, useOverlayStore } from '../../stores/overlay-store.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Later, type LaterPart } from '../../ui/later.tsx'
import { CATALOGUE_DIALOG } from '../catalogue/index.ts'
import { ConfirmationDialog, useQuestionStore } from '../confirmation/index.ts'
import {
  answerRequestQuestion,
  CONFIRM_REQUEST_DIALOG,
  RENAME_FOLDER_DIALOG,
  RENAME_SAVED_DIALOG,
  REQUEST_QUESTION_DIALOG,
  SAVE_REQUEST_DIALOG,
  VARIABLES_DIALOG,
} from '../explorer/index.ts'
import { ClearHistoryDialog, ExportHistoryDialog } from '../history/index.ts'
import { DISCARD_DIALOG, SAVE_KEYS_DIALOG } from '../keys/index.ts'
import { NOTIFICATIONS_DIALOG } from '../notifications/index.ts'
import {
  CANCEL_ALL_DIALOG,
  CANNOT_CHANGE_DIALOG,
  CancelOrderDialog,
  closeRun,
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

/** A dialog whose code loads on demand. A placeholder has the focus meanwhile, so that no key acts on the view behind it. */
function Fetched<Props extends object>(props: {
  readonly part: LaterPart<Props>
  readonly props: Props
  /** Escape while the code loads. Default: closes the overlay. */
  readonly onClose?: () => void
}) {
  return (
    <Later
      part={props.part}
      props={props.props}
      meanwhile={
        <Dialog title="Loading…" size="waiting" onClose={props.onClose ?? closeOverlay}>
          {null}
        </Dialog>
      }
    />
  )
}

/** Closing the dialog of a question declines, also while it loads. */
const declineQuestion = (): void => void answerRequestQuestion(false)

/** All dialogs. IBKR's questions and the run of cancels stay on top: an overlay that opens later waits until they are closed. */
export function Overlays() {
  const overlay = useOverlayStore((data) => data.overlay)
  const isCancelling = useCancelRunStore((data) => data.run !== undefined)
  const isAsked = useQuestionStore((data) => data.asked !== undefined)
  const [shown, setShown] = useState(overlay)
  const isBlocked = isAsked || isCancelling
  if (!isBlocked && shown !== overlay) setShown(overlay)
  return (
    <>
      {(!isBlocked || shown === overlay) && <OverlayDialog overlay={overlay} />}
      {isAsked && <Fetched part={REQUEST_QUESTION_DIALOG} props={{}} onClose={declineQuestion} />}
      {isCancelling && <Fetched part={CANCEL_ALL_DIALOG} props={{}} onClose={closeRun} />}
      <ConfirmationDialog />
    </>
  )
}

/** Dialogs without properties. */
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
    default:
      return PLAIN[overlay.kind]
  }
}
