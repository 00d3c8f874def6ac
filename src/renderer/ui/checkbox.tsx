import type { ReactNode } from 'react'

interface CheckboxProps {
  readonly checked: boolean
  readonly disabled?: boolean
  readonly title?: string
  readonly 'data-initial-focus'?: true | undefined
  readonly onChange: (checked: boolean) => void
  readonly children: ReactNode
}

export function Checkbox({ title, onChange, children, ...input }: CheckboxProps) {
  return (
    <label className="row secondary" title={title}>
      <input {...input} type="checkbox" onChange={(event) => onChange(event.target.checked)} />
      {children}
    </label>
  )
}
