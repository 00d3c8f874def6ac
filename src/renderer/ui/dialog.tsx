import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type SyntheticEvent,
  useEffect,
  useId,
  useRef,
} from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import { focusFirst } from './focus-first.ts'
import { Failure } from './message.tsx'
import { ReturnFocus } from './return-focus.tsx'

interface DialogProps {
  readonly title: string
  /** Whether the title is visible only to assistive technology. */
  readonly titleHidden?: boolean
  /** `waiting`: placeholder while the code of a dialog loads, visible only after a delay. */
  readonly size?: 'small' | 'large' | 'palette' | 'waiting'
  /** `alertdialog`: a question that the user must answer. */
  readonly role?: 'dialog' | 'alertdialog'
  readonly environment?: string | undefined
  /**
   * When the dialog accepts Enter and Space. `when-read`: after `HASTY_MS`. `when-visible`: from the first paint. Held
   * keys are never accepted. Default: `when-read`.
   */
  readonly acceptsKeys?: 'when-read' | 'when-visible'
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Time after a dialog opens during which key presses are ignored, in ms. */
export const HASTY_MS = 400
/** Time after a dialog opens in which a double click may have begun before it, in ms. The longest setting of Windows. */
const DOUBLE_CLICK_MS = 900

/**
 * Modal dialog based on React Aria. Ignores keys that the user pressed before the dialog was visible, and the second click
 * of a double click that opened it.
 */
export function Dialog(props: DialogProps) {
  const {
    title,
    titleHidden = false,
    size = 'small',
    role = 'dialog',
    environment,
    onClose,
    children,
    acceptsKeys = 'when-read',
  } = props
  const titleId = useId()
  return (
    <ModalOverlay isOpen isDismissable className="dialog-backdrop" onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className={classNames('dialog floating', `dialog-${size}`)} data-environment={environment}>
        <AriaDialog role={role} aria-labelledby={titleId}>
          <ReturnFocus />
          <Content onClose={onClose} acceptsKeys={acceptsKeys}>
            <h2 id={titleId} className={titleHidden ? 'visually-hidden' : 'dialog-title'}>
              {title}
            </h2>
            {children}
          </Content>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

type ContentProps = Pick<DialogProps, 'onClose' | 'children'> & Required<Pick<DialogProps, 'acceptsKeys'>>

function Content({ onClose, acceptsKeys, children }: ContentProps) {
  const ref = useRef<HTMLDivElement>(null)
  const acceptsFrom = useRef(Number.POSITIVE_INFINITY)
  const openedAt = useRef(Number.POSITIVE_INFINITY)
  useEffect(() => {
    openedAt.current = performance.now()
    if (acceptsKeys === 'when-read') acceptsFrom.current = performance.now() + HASTY_MS
    else {
      // The second frame starts after the first paint.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          acceptsFrom.current = performance.now()
        }),
      )
    }
    focusFirst(ref.current)
  }, [acceptsKeys])

  // Closes the dialog on Escape even if its focused button was disabled and lost the focus.
  useEffect(() => {
    const closeWithoutFocus = (event: globalThis.KeyboardEvent): void => {
      const isTop = ref.current === [...document.querySelectorAll('.dialog-content')].at(-1)
      if (event.key !== 'Escape' || event.target !== document.body || !isTop) return
      // The dialog may close before the event reaches the window's shortcut handlers.
      event.preventDefault()
      onClose()
    }
    document.addEventListener('keydown', closeWithoutFocus)
    return () => document.removeEventListener('keydown', closeWithoutFocus)
  }, [onClose])

  const isHasty = (event: SyntheticEvent): boolean => event.nativeEvent.timeStamp < acceptsFrom.current
  const ignore = (event: SyntheticEvent): void => {
    event.preventDefault()
    event.stopPropagation()
  }
  // A held Enter key must not answer a question that the user has not read yet.
  const ignoreHastyKeys = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    const answers = event.target instanceof Element && event.target.closest('button, form') !== null
    if (answers && (event.repeat || (isHasty(event) && event.target instanceof HTMLButtonElement))) ignore(event)
  }
  // A click without a pointer comes from a key press.
  const ignoreHastyClicks = (event: MouseEvent): void => {
    const isSecond = event.detail > 1 && event.nativeEvent.timeStamp < openedAt.current + DOUBLE_CLICK_MS
    if (isSecond || (event.detail === 0 && isHasty(event))) ignore(event)
  }
  return (
    <div ref={ref} className="dialog-content" onKeyDownCapture={ignoreHastyKeys} onClickCapture={ignoreHastyClicks}>
      {children}
    </div>
  )
}

interface DialogButtonsProps {
  /** Label of the confirm button. Without `onConfirm`, the button submits the form. */
  readonly confirm: string
  readonly onConfirm?: () => void
  /** `danger`: the cancel button has the initial focus. */
  readonly look?: 'primary' | 'danger'
  readonly busy?: boolean
  readonly disabled?: boolean
  readonly cancel?: string
  /** Called when the user cancels. If undefined, the dialog has no cancel button. */
  readonly onCancel?: () => void
  /** Additional buttons. */
  readonly children?: ReactNode
}

export function DialogButtons(props: DialogButtonsProps) {
  const { confirm, onConfirm, look = 'primary', busy = false, disabled = false, cancel = 'Cancel', onCancel } = props
  return (
    <div className="dialog-actions">
      {props.children}
      {onCancel && (
        <Button onClick={onCancel} data-initial-focus={look === 'danger' || undefined}>
          {cancel}
        </Button>
      )}
      <Button
        look={look}
        type={onConfirm ? 'button' : 'submit'}
        busy={busy}
        disabled={busy || disabled}
        onClick={onConfirm}
      >
        {confirm}
      </Button>
    </div>
  )
}

interface ConfirmDialogProps
  extends Pick<DialogProps, 'title' | 'environment' | 'onClose' | 'children'>,
    Pick<DialogButtonsProps, 'confirm' | 'cancel' | 'busy' | 'disabled'> {
  /** Title of the error message. */
  readonly failure?: string
  readonly problem?: string | undefined
  readonly onConfirm: () => void
}

/** Dialog that asks for confirmation before an irreversible action. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, environment, failure = '', problem, onClose, children, ...buttons } = props
  return (
    <Dialog title={title} role="alertdialog" environment={environment} onClose={onClose}>
      {children}
      <Failure title={failure} text={problem} />
      <DialogButtons look="danger" {...buttons} onCancel={onClose} />
    </Dialog>
  )
}
