import { useMemo, useState } from 'react'
import { keysOf } from '../../commands/command.ts'
import { closeOverlay, openOverlay } from '../../stores/overlay-store.ts'
import { useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { OptionPicker } from '../../ui/option-picker.tsx'
import { PickerFoot } from '../../ui/picker-foot.tsx'
import { manageProfile, switchProfile } from './profile-actions.ts'
import { ProfileLine } from './profile-line.tsx'
import { KIND_WORDS } from './profile-words.ts'
import './profiles.css'

/** Another profile, two keys away. */
export function ProfileSwitcher() {
  const list = useProfilesStore((data) => data.list)
  const [query, setQuery] = useState('')
  const found = useMemo(() => {
    const words = query.trim().toLowerCase()
    const profiles = list?.profiles ?? []
    if (words === '') return profiles
    return profiles.filter(({ name, kind, target, environment }) =>
      `${name} ${KIND_WORDS[kind]} ${target} ${environment}`.toLowerCase().includes(words),
    )
  }, [list, query])

  const choose = (index: number): void => {
    const chosen = found[index]
    if (!chosen) return
    closeOverlay()
    void switchProfile(chosen.id)
  }
  return (
    <Dialog title="Switch profile" titleHidden size="palette" onClose={closeOverlay}>
      <OptionPicker
        label="Search profiles"
        listLabel="Profiles"
        placeholder="Switch to profile…"
        query={query}
        onQuery={setQuery}
        options={found.map((profile) => ({
          id: profile.id,
          content: <ProfileLine profile={profile} inUse={profile.id === list?.selectedId} />,
        }))}
        startAt={Math.max(
          0,
          found.findIndex(({ id }) => id === list?.selectedId),
        )}
        onChoose={choose}
        closeKey="p"
        onClose={closeOverlay}
      />
      {found.length === 0 && <p className="picker-empty">No profile matches “{query}”.</p>}
      <PickerFoot found={found.length}>
        <span className="spring" />
        <Button
          look="quiet"
          keys={keysOf('go-profiles')}
          onClick={() => {
            closeOverlay()
            manageProfile()
          }}
        >
          Manage
        </Button>
        <Button onClick={() => openOverlay({ kind: 'add-profile' })}>Add profile…</Button>
      </PickerFoot>
    </Dialog>
  )
}
