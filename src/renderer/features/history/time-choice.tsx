import { useHistoryStore } from '../../stores/history-store.ts'
import { narrowTimes } from './history-actions.ts'
import { type HistoryTimes, isTurnedRound, TIMES } from './history-times.ts'

/** When it was sent: a stretch by its name, or from one moment to another. */
export function TimeChoice() {
  const times = useHistoryStore((data) => data.times)
  const between = useHistoryStore((data) => data.between)
  const turned = isTurnedRound(between.from, between.to)
  return (
    <>
      <select
        className="input history-choice"
        aria-label="Time"
        value={times}
        onChange={(event) => narrowTimes(event.target.value as HistoryTimes)}
      >
        {TIMES.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      {times === 'between' && (
        <fieldset className="history-between" aria-label="Sent between">
          {(['from', 'to'] as const).map((end) => (
            <label key={end}>
              {end}{' '}
              <input
                type="datetime-local"
                className="input"
                max="9999-12-31T23:59"
                aria-invalid={(end === 'to' && turned) || undefined}
                aria-describedby={end === 'to' && turned ? 'history-turned' : undefined}
                value={between[end]}
                onChange={(event) => narrowTimes('between', { ...between, [end]: event.target.value })}
              />
            </label>
          ))}
          {turned && (
            <span id="history-turned" className="field-error">
              The end has to be later than the beginning.
            </span>
          )}
        </fieldset>
      )}
    </>
  )
}
