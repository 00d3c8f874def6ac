import { Bell, BellOff, CircleHelp, Moon, Search, Sun, SunMoon } from 'lucide-react'
import { keysOf } from '../../commands/command.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { chooseTheme, THEMES, type Theme, useThemeStore } from '../../stores/theme-store.ts'
import { Button } from '../../ui/button.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import { useNotificationsStore } from '../notifications/index.ts'
import { ProfileButton } from '../profiles/index.ts'

/** Title bar with profile, command palette, notifications, theme and help. */
export function TitleBar() {
  const view = useSessionStore((data) => data.view)
  return (
    <header className="title-bar">
      <div className="title-profile row">
        <h1 className="title-name narrow-hidden">IBKR Console</h1>
        {view && (
          <>
            <span className="title-separator" aria-hidden="true" />
            <ProfileButton view={view} />
          </>
        )}
      </div>
      <button
        type="button"
        className="title-search search-field row"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => openOverlay({ kind: 'palette' })}
      >
        <Search size={14} aria-hidden="true" />
        <span className="grow ellipsis narrow-hidden">Search commands and operations</span>
        <KeyHint keys={keysOf('palette')} />
      </button>
      <div className="row title-actions">
        <NotificationsButton />
        <ThemeButton />
        <Button
          look="quiet"
          icon={<CircleHelp size={15} aria-hidden="true" />}
          aria-label="Keyboard shortcuts"
          title="Keyboard shortcuts"
          keys={keysOf('help')}
          onClick={() => openOverlay({ kind: 'help' })}
        />
      </div>
    </header>
  )
}

function NotificationsButton() {
  const isOn = useNotificationsStore(({ view }) => {
    const kinds = view ? Object.values(view.settings.kinds) : []
    return kinds.some(({ desktop, sound }) => desktop || sound)
  })
  const Icon = isOn ? Bell : BellOff
  return (
    <Button
      look="quiet"
      icon={<Icon size={15} aria-hidden="true" />}
      aria-label="Notifications"
      title={isOn ? 'Notifications' : 'Notifications: all off'}
      onClick={() => openOverlay({ kind: 'notifications' })}
    />
  )
}

const THEME_LABELS: Readonly<Record<Theme, string>> = { system: 'follows the system', light: 'light', dark: 'dark' }

function ThemeButton() {
  const theme = useThemeStore((data) => data.theme)
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system'
  const Icon = { system: SunMoon, light: Sun, dark: Moon }[theme]
  return (
    <Button
      look="quiet"
      icon={<Icon size={15} aria-hidden="true" />}
      aria-label={`Theme: ${THEME_LABELS[theme]}`}
      title={`Theme: ${THEME_LABELS[theme]}. Click to switch to: ${THEME_LABELS[next]}`}
      onClick={() => chooseTheme(next)}
    />
  )
}
