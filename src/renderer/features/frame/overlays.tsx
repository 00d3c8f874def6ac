import { useOverlayStore } from '../../stores/overlay-store.ts'
import { CancelOrderDialog } from '../orders/cancel-order-dialog.tsx'
import { HelpSheet } from '../palette/help-sheet.tsx'
import { Palette } from '../palette/palette.tsx'
import { AddProfileDialog } from '../profiles/add-profile-dialog.tsx'
import { CertificateDialog } from '../profiles/certificate-dialog.tsx'
import { DeleteProfileDialog } from '../profiles/delete-profile-dialog.tsx'
import { ProfileSwitcher } from '../profiles/profile-switcher.tsx'
import { ArmLiveDialog } from '../session/arm-live-dialog.tsx'
import { TakeOverDialog } from '../session/take-over-dialog.tsx'

export function Overlays() {
  const overlay = useOverlayStore((data) => data.overlay)
  switch (overlay.kind) {
    case 'none':
      return null
    case 'palette':
      return <Palette />
    case 'help':
      return <HelpSheet />
    case 'arm-live':
      return <ArmLiveDialog />
    case 'take-over':
      return <TakeOverDialog />
    case 'switch-profile':
      return <ProfileSwitcher />
    case 'add-profile':
      return <AddProfileDialog />
    case 'delete-profile':
      return <DeleteProfileDialog profile={overlay.profile} />
    case 'certificate':
      return <CertificateDialog />
    case 'cancel-order':
      return <CancelOrderDialog order={overlay.order} />
  }
}
