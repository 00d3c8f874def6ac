import { useState } from 'react'
import type { ProfileView } from '../../../shared/contract/views.ts'
import { closeOverlay, closerOfThis } from '../../stores/overlay-store.ts'
import { useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Message } from '../../ui/message.tsx'
import { EnvironmentBadge } from '../session/environment-badge.tsx'
import { deleteProfile } from './profile-actions.ts'
import { deletionWords, KIND_WORDS } from './profile-words.ts'

export function DeleteProfileDialog({ profile }: { readonly profile: ProfileView }) {
  const selected = useProfilesStore((data) => data.list?.selectedId === profile.id)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const remove = async (): Promise<void> => {
    setBusy(true)
    const close = closerOfThis()
    const answer = await deleteProfile(profile)
    if (answer === undefined) return void close()
    setProblem(answer)
    setBusy(false)
  }
  return (
    <Dialog
      title={`Delete the profile “${profile.name}”?`}
      role="alertdialog"
      environment={profile.environment}
      onClose={closeOverlay}
    >
      <p className="dialog-text">
        <EnvironmentBadge environment={profile.environment} /> {KIND_WORDS[profile.kind]}, {profile.target}
      </p>
      <p className="dialog-text">{deletionWords(profile)}</p>
      {selected && (
        <p className="dialog-text">It is in use: its session ends, and the console goes on with Practice.</p>
      )}
      {problem !== undefined && (
        <Message tone="bad" title="Not deleted" role="alert">
          {problem}
        </Message>
      )}
      <div className="dialog-actions">
        <Button data-initial-focus onClick={closeOverlay}>
          Keep it
        </Button>
        <Button look="danger" busy={busy} disabled={busy} onClick={() => void remove()}>
          Delete
        </Button>
      </div>
    </Dialog>
  )
}
