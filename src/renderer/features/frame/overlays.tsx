import { lazy, Suspense } from 'react'
import { useOverlayStore } from '../../stores/overlay-store.ts'
import { useQuestionStore } from '../../stores/question-store.ts'
import { ClearHistoryDialog } from '../history/clear-history-dialog.tsx'
import { ExportHistoryDialog } from '../history/export-history-dialog.tsx'
import { DiscardDialog } from '../keys/discard-dialog.tsx'
import { KeepDialog } from '../keys/keep-dialog.tsx'
import { CancelOrderDialog } from '../orders/cancel-order-dialog.tsx'
import { HelpSheet } from '../palette/help-sheet.tsx'
import { Palette } from '../palette/palette.tsx'
import { AddGatewayDialog } from '../profiles/add-gateway-dialog.tsx'
import { AddProfileDialog } from '../profiles/add-profile-dialog.tsx'
import { CertificateDialog } from '../profiles/certificate-dialog.tsx'
import { DeleteProfileDialog } from '../profiles/delete-profile-dialog.tsx'
import { ProfileSwitcher } from '../profiles/profile-switcher.tsx'
import { ArmLiveDialog } from '../session/arm-live-dialog.tsx'
import { TakeOverDialog } from '../session/take-over-dialog.tsx'
import { ChangePassphraseDialog } from '../vault/change-passphrase-dialog.tsx'
import { ExportKeysDialog } from '../vault/export-keys-dialog.tsx'
import { MoveKeysDialog } from '../vault/move-keys-dialog.tsx'
import { SetVaultAsideDialog } from '../vault/set-vault-aside-dialog.tsx'
import { UnlockVaultDialog } from '../vault/unlock-vault-dialog.tsx'

/** Rarely opened: fetched when it is. */
const CatalogueDialog = lazy(async () => ({
  default: (await import('../catalogue/catalogue-dialog.tsx')).CatalogueDialog,
}))

const ConfirmRequestDialog = lazy(async () => ({
  default: (await import('../explorer/send/confirm-request-dialog.tsx')).ConfirmRequestDialog,
}))
const RequestQuestionDialog = lazy(async () => ({
  default: (await import('../explorer/send/request-question.tsx')).RequestQuestionDialog,
}))
const NotificationsDialog = lazy(async () => ({
  default: (await import('../notifications/notifications-dialog.tsx')).NotificationsDialog,
}))
const SaveRequestDialog = lazy(async () => ({
  default: (await import('../explorer/save-request-dialog.tsx')).SaveRequestDialog,
}))
const RenameSavedDialog = lazy(async () => ({
  default: (await import('../explorer/rename-dialogs.tsx')).RenameSavedDialog,
}))
const RenameFolderDialog = lazy(async () => ({
  default: (await import('../explorer/rename-dialogs.tsx')).RenameFolderDialog,
}))
const VariablesDialog = lazy(async () => ({
  default: (await import('../explorer/variables-dialog.tsx')).VariablesDialog,
}))

export function Overlays() {
  const isAsked = useQuestionStore((data) => data.asked !== undefined)
  return (
    <>
      {isAsked && (
        <Suspense fallback={null}>
          <RequestQuestionDialog />
        </Suspense>
      )}
      <Overlay />
    </>
  )
}

function Overlay() {
  const overlay = useOverlayStore((data) => data.overlay)
  switch (overlay.kind) {
    case 'none':
      return null
    case 'palette':
      return <Palette />
    case 'help':
      return <HelpSheet />
    case 'arm-live':
      return <ArmLiveDialog after={overlay.after} />
    case 'take-over':
      return <TakeOverDialog />
    case 'notifications':
      return (
        <Suspense fallback={null}>
          <NotificationsDialog />
        </Suspense>
      )
    case 'switch-profile':
      return <ProfileSwitcher />
    case 'add-profile':
      return <AddProfileDialog />
    case 'add-gateway':
      return <AddGatewayDialog />
    case 'discard-import':
      return <DiscardDialog id={overlay.id} />
    case 'keep-import':
      return <KeepDialog id={overlay.id} />
    case 'unlock-vault':
      return <UnlockVaultDialog />
    case 'set-vault-aside':
      return <SetVaultAsideDialog />
    case 'change-passphrase':
      return <ChangePassphraseDialog />
    case 'move-keys':
      return <MoveKeysDialog profile={overlay.profile} to={overlay.to} />
    case 'export-keys':
      return <ExportKeysDialog profile={overlay.profile} />
    case 'delete-profile':
      return <DeleteProfileDialog profile={overlay.profile} />
    case 'certificate':
      return <CertificateDialog />
    case 'update-catalogue':
      return (
        <Suspense fallback={null}>
          <CatalogueDialog />
        </Suspense>
      )
    case 'confirm-request':
      return (
        <Suspense fallback={null}>
          <ConfirmRequestDialog pending={overlay.pending} />
        </Suspense>
      )
    case 'save-request':
      return (
        <Suspense fallback={null}>
          <SaveRequestDialog />
        </Suspense>
      )
    case 'rename-saved':
      return (
        <Suspense fallback={null}>
          <RenameSavedDialog request={overlay.request} />
        </Suspense>
      )
    case 'rename-folder':
      return (
        <Suspense fallback={null}>
          <RenameFolderDialog folder={overlay.folder} />
        </Suspense>
      )
    case 'variables':
      return (
        <Suspense fallback={null}>
          <VariablesDialog wanted={overlay.name} />
        </Suspense>
      )
    case 'export-history':
      return <ExportHistoryDialog />
    case 'clear-history':
      return <ClearHistoryDialog />
    case 'cancel-order':
      return <CancelOrderDialog order={overlay.order} />
  }
}
