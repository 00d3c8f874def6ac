import { X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { Combobox } from '../../../ui/combobox.tsx'
import { controlOf, placeholderOf, suggestionOption, type ValueControlProps } from './control-props.tsx'
import { matching, type Suggestion } from './suggestions.ts'

interface TokenControlProps extends ValueControlProps {
  readonly suggestions: readonly Suggestion[]
}

/** Several values with commas: each has a name and a way out; numbers and words that nobody knows can be typed too. */
export function TokenControl({ suggestions, ...props }: TokenControlProps) {
  const [typed, setTyped] = useState('')
  const values = props.text === '' ? [] : props.text.split(',')
  const offered = matching(
    suggestions.filter(({ value }) => !values.includes(value)),
    typed,
  )
  const add = (text: string): void => {
    const added = text.split(',').map((each) => each.trim())
    props.onText([...values, ...added.filter((each) => each !== '')].join(','))
    setTyped('')
  }
  const takeBack = (event: KeyboardEvent): void => {
    const wanted = event.key === 'Backspace' && event.target instanceof HTMLInputElement && typed === ''
    if (wanted && values.length > 0) props.onText(values.slice(0, -1).join(','))
  }
  const wordsOf = (value: string): string => suggestions.find((each) => each.value === value.trim())?.words ?? ''
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has a box of its own
    <div role="group" aria-label={props.label} className="tokens" onKeyDown={takeBack}>
      {values.map((value, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same value may be typed twice
        <span key={`${at} ${value}`} className="token">
          <code>{value}</code> {wordsOf(value)}
          <button
            type="button"
            aria-label={`Remove ${value} ${wordsOf(value)} from ${props.label}`}
            onClick={() => props.onText(values.toSpliced(at, 1).join(','))}
          >
            <X size={12} aria-hidden="true" />
          </button>
        </span>
      ))}
      <Combobox
        control={controlOf(props)}
        className="input input-code"
        listLabel={`Values of ${props.label}`}
        placeholder={values.length > 0 ? 'add by name' : placeholderOf(props)}
        choosesFirst={typed !== ''}
        text={typed}
        onText={(text) => (text.includes(',') ? add(text) : setTyped(text))}
        options={offered.map(suggestionOption)}
        onChoose={(index) => add(offered[index]?.value ?? typed)}
        onLeave={(by) => by === 'blur' && typed.trim() !== '' && add(typed)}
      />
    </div>
  )
}
