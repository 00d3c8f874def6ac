import { ChevronsUpDown } from 'lucide-react'
import type { SessionView } from '../../../shared/contract/views.ts'
import { keysOf } from '../../commands/command.ts'
import { describeKeys } from '../../ui/describe-keys.ts'
import { EnvironmentBadge } from '../session/environment-badge.tsx'
import { openSwitcher } from './profile-actions.ts'

/** The profile in use with its environment, and the way to another one. */
export function ProfileButton({ view }: { readonly view: SessionView }) {
  const keys = describeKeys(keysOf('switch-profile')).join(' ')
  return (
    <button
      type="button"
      className="profile-button"
      aria-haspopup="dialog"
      title={`${view.profile.target}. Click for another profile (${keys})`}
      onClick={openSwitcher}
    >
      <span className="visually-hidden">Profile: </span>
      <span className="profile-button-name">{view.profile.name}</span>{' '}
      <EnvironmentBadge environment={view.environment} />
      <ChevronsUpDown size={12} aria-hidden="true" />
    </button>
  )
}
