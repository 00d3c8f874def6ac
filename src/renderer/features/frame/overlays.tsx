import { useOverlayStore } from '../../stores/overlay-store.ts'
import { CancelOrderDialog } from '../orders/cancel-order-dialog.tsx'
import { HelpSheet } from '../palette/help-sheet.tsx'
import { Palette } from '../palette/palette.tsx'
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
    case 'cancel-order':
      return <CancelOrderDialog order={overlay.order} />
  }
}
