import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type SyntheticEvent,
  useEffect,
  useId,
  useRef,
} from 'react'
import { classNames } from './class-names.ts'

interface DialogProps {
  readonly title: string
  /** Keeps the title for assistive technology only. */
  readonly titleHidden?: boolean
  /** `waiting`: of what is not there yet; seen only where that takes a while. */
  readonly size?: 'small' | 'large' | 'palette' | 'waiting'
  /** `alertdialog` for questions that must be answered. */
  readonly role?: 'dialog' | 'alertdialog'
  readonly environment?: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A key pressed sooner than this after a dialog opened was meant for what was there before, in ms. */
const UNSEEN_MS = 400

const FOCUSABLE =
  'button:not(:disabled), [href], input:not(:disabled), select:not(:disabled), textarea, summary, [tabindex="0"]'

/** What a closed `details` holds is there and cannot be reached. */
const isStop = (element: HTMLElement): boolean => element.tabIndex >= 0 && element.checkVisibility()

/** What opened the dialog is gone, such as a profile that was deleted: the dialog below gets the focus, or what took its place. */
function focusInPlaceOf(): void {
  const below = [...document.querySelectorAll('dialog[open]')].at(-1)
  const target = below
    ? below.querySelector<HTMLElement>('[data-initial-focus]')
    : (document.querySelector<HTMLElement>('main [data-in-its-place]') ??
      document.querySelector<HTMLElement>('main h2[tabindex="-1"]'))
  target?.focus()
}

/** A modal dialog: the platform makes the rest inert, we keep Tab inside and give the focus back. */
export function Dialog({
  title,
  titleHidden = false,
  size = 'small',
  role,
  environment,
  onClose,
  children,
}: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const openedAt = useRef(0)

  useEffect(() => {
    const dialog = ref.current
    openedAt.current = performance.now()
    const before = document.activeElement
    dialog?.showModal()
    dialog?.querySelector<HTMLElement>('[data-initial-focus]')?.focus()
    return () => {
      dialog?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
      else focusInPlaceOf()
    }
  }, [])

  const isUnseen = (event: SyntheticEvent): boolean => event.nativeEvent.timeStamp - openedAt.current < UNSEEN_MS

  // Enter that is held, or pressed twice, must not answer a question that nobody has read yet.
  const ignoreHastyKeys = (event: KeyboardEvent<HTMLDialogElement>): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    const answers = event.target instanceof Element && event.target.closest('button, form') !== null
    if (answers && (event.repeat || (isUnseen(event) && event.target instanceof HTMLButtonElement))) {
      event.preventDefault()
      event.stopPropagation()
    }
  }
  // The click of a key that was pressed before, or of a form that a key submits: it has no pointer behind it.
  const ignoreHastyClicks = (event: MouseEvent<HTMLDialogElement>): void => {
    if (event.detail !== 0 || !isUnseen(event)) return
    event.preventDefault()
    event.stopPropagation()
  }

  const keepTabInside = (event: KeyboardEvent<HTMLDialogElement>): void => {
    if (event.key !== 'Tab') return
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(isStop)
    const first = all[0]
    const last = all.at(-1)
    const edge = event.shiftKey ? first : last
    if (document.activeElement !== edge && all.includes(document.activeElement as HTMLElement)) return
    event.preventDefault()
    ;(event.shiftKey ? last : first)?.focus()
  }

  return (
    // A click on the backdrop closes, as Escape does.
    <dialog
      ref={ref}
      role={role}
      className={classNames('dialog', `dialog-${size}`)}
      aria-labelledby={titleId}
      data-environment={environment}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      // The platform closes by itself when Escape is pressed twice in a row.
      onClose={(event) => !event.currentTarget.open && onClose()}
      onKeyDownCapture={ignoreHastyKeys}
      onClickCapture={ignoreHastyClicks}
      onKeyDown={keepTabInside}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className="dialog-content">
        <h2 id={titleId} className={titleHidden ? 'visually-hidden' : 'dialog-title'}>
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  )
}
