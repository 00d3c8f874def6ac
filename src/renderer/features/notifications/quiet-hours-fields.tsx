import { useId } from 'react'
import type { QuietHours } from '../../../shared/domain/notifications.ts'

/** When nothing is told. A time that is half typed changes nothing: the one before goes on to count. */
export function QuietHoursFields(props: {
  readonly quietHours: QuietHours
  readonly timeZone: string
  readonly onChange: (quietHours: QuietHours) => void
}) {
  const { quietHours, timeZone, onChange } = props
  const id = useId()
  return (
    <fieldset className="quiet-hours">
      <legend className="visually-hidden">Quiet hours</legend>
      <label className="quiet-hours-switch">
        <input
          type="checkbox"
          checked={quietHours.on}
          onChange={(event) => onChange({ ...quietHours, on: event.target.checked })}
        />
        Quiet hours
      </label>
      {(['from', 'to'] as const).map((end) => (
        <label key={end} className="quiet-hours-end">
          {end}
          <input
            type="time"
            className="input"
            required
            defaultValue={quietHours[end]}
            aria-describedby={id}
            onChange={(event) => event.target.value !== '' && onChange({ ...quietHours, [end]: event.target.value })}
            onBlur={(event) => {
              if (event.target.value === '') event.target.value = quietHours[end]
            }}
          />
        </label>
      ))}
      <p id={id} className="quiet-hours-note">
        {noteOf(quietHours)} The clock of the console counts: {timeZone}.
      </p>
    </fieldset>
  )
}

function noteOf({ from, to }: QuietHours): string {
  if (from === to) return 'The whole day is quiet.'
  return from > to
    ? 'Over midnight. What happens meanwhile is not told later.'
    : 'What happens meanwhile is not told later.'
}
