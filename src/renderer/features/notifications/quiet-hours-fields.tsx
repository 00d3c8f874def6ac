import { useId } from 'react'
import type { QuietHours } from '../../../shared/domain/notifications.ts'
import { Checkbox } from '../../ui/checkbox.tsx'

/** Fields for the daily time range without notifications. An incomplete time is not saved. */
export function QuietHoursFields(props: {
  readonly quietHours: QuietHours
  readonly timeZone: string
  readonly onChange: (quietHours: QuietHours) => void
}) {
  const { quietHours, timeZone, onChange } = props
  const id = useId()
  return (
    <fieldset className="quiet-hours row wrap line-row">
      <legend className="visually-hidden">Quiet hours</legend>
      <Checkbox checked={quietHours.on} onChange={(on) => onChange({ ...quietHours, on })}>
        Quiet hours
      </Checkbox>
      {(['from', 'to'] as const).map((end) => (
        <label key={end} className="row secondary">
          {end}
          <input
            type="time"
            className="input input-fit"
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
      <p id={id} className="wide hint">
        {noteOf(quietHours)} Times are in {timeZone}, the time zone of the console.
      </p>
    </fieldset>
  )
}

function noteOf({ from, to }: QuietHours): string {
  if (from === to) return 'No notifications all day.'
  return from > to
    ? 'Ends the next day. Notifications are dropped, not delayed.'
    : 'Notifications are dropped, not delayed.'
}
