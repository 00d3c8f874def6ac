import { COMMAND_GROUPS } from '../../../shared/domain/commands.ts'
import { registeredCommands } from '../../commands/command.ts'
import { closeOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import './palette.css'

const TREE_KEYS = [
  ['Move, open and close', 'ArrowUp ArrowDown ArrowLeft ArrowRight'],
  ['Open the operation or the request', 'Enter'],
  ['Make a favourite, or let it go', 'F'],
  ['Rename or move what was saved', 'F2'],
  ['Export a folder of saved requests', 'E'],
  ['Remove what was saved', 'Delete'],
  ['Bring back what was removed', '$mod+z'],
] as const

/** The keyboard begins where it scrolls from: with it on the button at its end, the sheet opened there. */
const BEGINNING = { tabIndex: 0, 'data-initial-focus': true } as const

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
            <section key={group} aria-label={group} className="help-group" {...(index === 0 && BEGINNING)}>
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
        <section aria-label="In the tree of operations" className="help-group">
          <h3 className="section-title">In the tree of operations</h3>
          <ul>
            {TREE_KEYS.map(([words, keys]) => (
              <li key={words} className="help-line row spread line-row">
                <span>{words}</span>
                <KeyHint keys={keys} />
              </li>
            ))}
          </ul>
        </section>
        <section aria-label="In the order list" className="help-group">
          <h3 className="section-title">In the order list</h3>
          <ul>
            <li className="help-line row spread line-row">
              <span>Move from order to order</span>
              <KeyHint keys="ArrowUp ArrowDown" />
            </li>
            <li className="help-line row spread line-row">
              <span>Open the timeline of an order</span>
              <KeyHint keys="Enter" />
            </li>
          </ul>
        </section>
      </div>
      <div className="dialog-actions">
        <Button onClick={closeOverlay}>Close</Button>
      </div>
    </Dialog>
  )
}
