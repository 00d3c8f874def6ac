import { COMMAND_GROUPS } from '../../../shared/domain/commands.ts'
import { registeredCommands } from '../../commands/command.ts'
import { closeOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import './palette.css'

const LIST_KEYS = {
  'In the tree of operations': [
    ['Move, expand and collapse', 'ArrowUp ArrowDown ArrowLeft ArrowRight'],
    ['Open the operation or the request', 'Enter'],
    ['Add or remove a favourite', 'F'],
    ['Rename or move a saved request', 'F2'],
    ['Export a folder of saved requests', 'E'],
    ['Remove a saved request or folder', 'Delete'],
    ['Undo a removal', '$mod+z'],
  ],
  'In the order list': [
    ['Move from order to order', 'ArrowUp ArrowDown'],
    ['Open the timeline of an order', 'Enter'],
  ],
} as const

/** The first group has the initial focus, so that the sheet opens at its start. */
const INITIAL_FOCUS = { tabIndex: 0, 'data-initial-focus': true } as const

/** All shortcuts, read from the table of commands. */
export function HelpSheet() {
  return (
    <Dialog title="Keyboard shortcuts" size="large" onClose={closeOverlay}>
      <div className="help-groups">
        {COMMAND_GROUPS.map((group, index) => {
          const commands = registeredCommands().filter(
            (command) => command.group === group && command.keys !== undefined,
          )
          if (commands.length === 0) return null
          return (
            <section key={group} aria-label={group} className="help-group" {...(index === 0 && INITIAL_FOCUS)}>
              <h3 className="section-title">{group}</h3>
              <ul>
                {commands.map((command) => (
                  <li key={command.id} className="help-line row spread line-row">
                    <span>{command.title}</span>
                    <KeyHint keys={command.keys ?? ''} />
                    <span className="visually-hidden">{command.keys}</span>
                  </li>
                ))}
              </ul>
            </section>
          )
        })}
        {Object.entries(LIST_KEYS).map(([group, lines]) => (
          <section key={group} aria-label={group} className="help-group">
            <h3 className="section-title">{group}</h3>
            <ul>
              {lines.map(([title, keys]) => (
                <li key={title} className="help-line row spread line-row">
                  <span>{title}</span>
                  <KeyHint keys={keys} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <div className="dialog-actions">
        <Button onClick={closeOverlay}>Close</Button>
      </div>
    </Dialog>
  )
}
