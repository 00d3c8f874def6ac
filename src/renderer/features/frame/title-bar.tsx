import { Bell, CircleHelp, Moon, Search, Sun, SunMoon } from 'lucide-react'
import { keysOf } from '../../commands/command.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { chooseTheme, THEMES, type Theme, useThemeStore } from '../../stores/theme-store.ts'
import { Button } from '../../ui/button.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import { FillSign, INBOX_BUTTON, toggleInbox, useInboxStore, useUnreadCount } from '../inbox/index.ts'
import { ProfileButton } from '../profiles/index.ts'

/** Title bar with profile, command palette, inbox, theme and help. */
export function TitleBar() {
  const view = useSessionStore((data) => data.view)
  return (
    <header className="title-bar sunken">
      <div className="title-profile row">
        <h1 className="narrow-hidden nowrap">IBKR Console</h1>
        {view && (
          <>
            <span className="title-separator" aria-hidden="true" />
            <ProfileButton view={view} />
          </>
        )}
      </div>
      <button
        type="button"
        className="title-search input search-field row"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => openOverlay({ kind: 'palette' })}
      >
        <Search size={14} aria-hidden="true" />
        <span className="grow ellipsis narrow-hidden">Search commands and operations</span>
        <KeyHint keys={keysOf('palette')} />
      </button>
      <div className="row title-actions">
        <FillSign />
        <InboxButton />
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

function InboxButton() {
  const unread = useUnreadCount()
  const isOpen = useInboxStore((data) => data.isOpen)
  const label = unread === 0 ? 'Inbox' : `Inbox, ${unread} unread`
  return (
    <Button
      id={INBOX_BUTTON}
      look="quiet"
      icon={
        <>
          <Bell size={15} aria-hidden="true" />
          {unread > 0 && (
            <span className="inbox-badge strong" aria-hidden="true">
              {unread > 99 ? '99+' : unread}
            </span>
          )}
        </>
      }
      aria-label={label}
      aria-expanded={isOpen}
      title={label}
      keys={keysOf('inbox')}
      onClick={toggleInbox}
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
