import { Calendar } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '../../../ui/button.tsx'
import { controlOf, placeholderOf, type ValueControlProps } from './control-props.tsx'
import { momentWords, pickerValue, spell } from './moment-text.ts'

/** A day or a moment as IBKR spells it, to be typed or chosen from a calendar. Moments are UTC. */
export function MomentControl(props: ValueControlProps) {
  const { spec, text, label, onText } = props
  const picker = useRef<HTMLInputElement>(null)
  const words = momentWords(spec, text)
  return (
    <div className="moment-control">
      <input
        {...controlOf(props)}
        className="input input-code"
        placeholder={placeholderOf(props) ?? spec.day ?? spec.time}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
      <Button
        look="quiet"
        icon={<Calendar size={14} aria-hidden="true" />}
        aria-label={`Choose ${label} from a calendar`}
        title={spec.format === 'date' ? 'Calendar' : 'Calendar; the time is UTC'}
        onClick={() => picker.current?.showPicker()}
      />
      <input
        ref={picker}
        className="moment-picker"
        type={spec.format === 'date' ? 'date' : 'datetime-local'}
        tabIndex={-1}
        aria-hidden="true"
        value={pickerValue(spec, text)}
        onChange={(event) => event.target.value !== '' && onText(spell(spec, event.target.value))}
      />
      {words !== undefined && <span className="contract-name">{words}</span>}
    </div>
  )
}
