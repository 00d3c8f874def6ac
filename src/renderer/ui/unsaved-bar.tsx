import { Button } from './button.tsx'
import { Failure } from './message.tsx'

interface UnsavedBarProps {
  readonly status: string
  /** Text of the button that submits the form. */
  readonly save: string
  /** Id of the form, if the bar is outside it. */
  readonly form?: string
  readonly failure?: string | undefined
  readonly isBusy: boolean
  readonly onDiscard: () => void
}

/** Bar that says that a form has unsaved changes, and saves or discards them. */
export function UnsavedBar({ status, save, form, failure, isBusy, onDiscard }: UnsavedBarProps) {
  return (
    <div className="unsaved-bar stack part">
      <Failure title="Could not save the changes" text={failure} />
      <div className="row wrap">
        {/* Keeps its width, so that the buttons wrap in a narrow pane. */}
        <p className="row strong" role="status">
          <span className="dot" data-tone="warn" aria-hidden="true" />
          {status}
        </p>
        <span className="spring" />
        <Button type="submit" {...(form !== undefined && { form })} look="primary" busy={isBusy} disabled={isBusy}>
          {save}
        </Button>
        <Button onClick={onDiscard}>Discard changes</Button>
      </div>
    </div>
  )
}
