import { OctagonX } from 'lucide-react'
import { keysOf } from '../../commands/command.ts'
import { Tip } from '../../ui/tooltip.tsx'
import { pressKillSwitch } from './kill-switch.ts'
import './guard-rails.css'

/** Kill switch button. Acts without a confirmation, which would cost time. */
export function KillButton() {
  return (
    <Tip text="Disarm and cancel all working orders in all accounts" keys={keysOf('kill-switch')} placement="top">
      <button type="button" className="kill-button row rigid anchor" onClick={() => void pressKillSwitch()}>
        <OctagonX size={13} aria-hidden="true" />
        <span className="kill-button-label">Kill switch</span>
      </button>
    </Tip>
  )
}
