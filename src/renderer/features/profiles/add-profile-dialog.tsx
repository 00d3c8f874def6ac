import { KeyRound, type LucideIcon, Server } from 'lucide-react'
import { closeOverlay, openOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { openNewWizard } from '../keys/import-actions.ts'
import './profiles.css'

/** Which way of logging in the new profile has. */
export function AddProfileDialog() {
  return (
    <Dialog title="Add a profile" onClose={closeOverlay}>
      <div className="profile-kinds">
        <Kind
          icon={Server}
          title="Gateway"
          words="IBKR’s Client Portal Gateway runs somewhere and you log in on its page. Needs nothing but your username."
          initial
          onChoose={() => openOverlay({ kind: 'add-gateway' })}
        />
        <Kind
          icon={KeyRound}
          title="OAuth keys"
          words="The console logs in by itself with keys of your own, from files or made here. OAuth 1.0a or 2.0."
          onChoose={() => {
            closeOverlay()
            openNewWizard()
          }}
        />
      </div>
      <div className="dialog-actions">
        <Button onClick={closeOverlay}>Cancel</Button>
      </div>
    </Dialog>
  )
}

function Kind(props: {
  readonly icon: LucideIcon
  readonly title: string
  readonly words: string
  readonly initial?: true
  readonly onChoose: () => void
}) {
  const Icon = props.icon
  return (
    <button type="button" className="profile-kind" data-initial-focus={props.initial} onClick={props.onChoose}>
      <Icon size={16} aria-hidden="true" />
      <span className="profile-texts">
        <span className="profile-name">{props.title}</span>
        <span className="profile-kind-words">{props.words}</span>
      </span>
    </button>
  )
}
