import { COMMAND_GROUPS } from '../../../shared/domain/commands.ts'
import { registeredCommands } from '../../commands/command.ts'
import { closeOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import './palette.css'

const LIST_KEYS = {
  'In the operation tree': [
    ['Move, expand and collapse', 'ArrowUp ArrowDown ArrowLeft ArrowRight'],
    ['Open the operation or the request', 'Enter'],
    ['Add or remove a favourite', 'F'],
    ['Rename or move a saved request', 'F2'],
    ['Export a folder of saved requests', 'E'],
    ['Remove a saved request or folder', 'Delete'],
    ['Undo a removal', '$mod+z'],
  ],
  'In the order list': [
    ['Move between orders', 'ArrowUp ArrowDown'],
    ['Open the order timeline', 'Enter'],
  ],
  Charts: [
    ['Move the cursor', 'ArrowLeft ArrowRight'],
    ['First or last point', 'Home End'],
    ['Zoom in or out', 'Plus -'],
    ['Show everything', '0'],
  ],
} as const

/** Focuses the first group, so that the dialog opens at its top. */
const INITIAL_FOCUS = { tabIndex: 0, 'data-initial-focus': true } as const

/** Dialog with all shortcuts. */
export function HelpSheet() {
  const ofCommands = COMMAND_GROUPS.map((group) => {
    const commands = registeredCommands().filter((command) => command.group === group)
    return [group, commands.flatMap(({ title, keys }) => (keys === undefined ? [] : [[title, keys]]))] as const
  })
  const groups = [...ofCommands, ...Object.entries(LIST_KEYS)].filter(([, lines]) => lines.length > 0)
  return (
    <Dialog title="Keyboard shortcuts" size="large" onClose={closeOverlay}>
      <div className="help-groups">
        {groups.map(([group, lines], index) => (
          <section key={group} aria-label={group} className="help-group" {...(index === 0 && INITIAL_FOCUS)}>
            <h3 className="section-title">{group}</h3>
            <ul>
              {lines.map(([title = '', keys = '']) => (
                <li key={title} className="help-line row spread line-row">
                  <span>{title}</span>
                  <KeyHint keys={keys} />
                  <span className="visually-hidden">{keys}</span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <div className="dialog-actions dialog-actions-pinned line-row">
        <Button onClick={closeOverlay}>Close</Button>
      </div>
    </Dialog>
  )
}
