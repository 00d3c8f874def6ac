import { useEffect, useState } from 'react'
import type { AlgorithmParameter } from '../../../../../shared/contract/ticket-views.ts'
import { errorText } from '../../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../../platform/host-link.ts'
import { Checkbox } from '../../../../ui/checkbox.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Select } from '../../../../ui/select.tsx'
import { FieldInput } from '../attached/field-input.tsx'
import { useCanRead } from '../ticket-facts.ts'
import { problemsOf, rulesOf } from '../ticket-machine.ts'
import { applyToTicket, changeTicket, useTicketStore } from '../ticket-store.ts'
import { type AlgorithmForm, parameterValue } from './algorithm-form.ts'

/** Fields for the algorithm of the order and its parameters. */
export function AlgorithmFields() {
  const { algorithm, orderType, contract } = useTicketStore((data) => data.form)
  const isOffered = useTicketStore((data) => rulesOf(data)?.algoTypes?.includes(orderType) === true)
  if (contract === undefined || (!isOffered && algorithm === undefined)) return null
  return (
    <div className="stack">
      <Checkbox
        checked={algorithm !== undefined}
        onChange={(isOn) => changeTicket({ algorithm: isOn ? { id: '', values: {} } : undefined })}
      >
        Execute with an algorithm
      </Checkbox>
      {algorithm && <ChosenAlgorithm form={algorithm} conid={contract.conid} />}
    </div>
  )
}

function ChosenAlgorithm({ form, conid }: { readonly form: AlgorithmForm; readonly conid: number }) {
  const known = useTicketStore(({ facts: { algorithms } }) =>
    algorithms?.conid === conid ? algorithms.list : undefined,
  )
  const problem = useTicketStore((data) => problemsOf(data).algorithm)
  const failure = useAlgorithms(conid, known !== undefined)
  if (failure !== undefined) return <p className="field-error">No algorithms: {failure}</p>
  if (known === undefined) return <p className="padded-block tertiary">Loading algorithms…</p>
  if (known.length === 0) return <p className="field-error">IBKR lists no algorithms for this contract.</p>
  const chosen = known.find(({ id }) => id === form.id)
  return (
    <div className="ticket-grid">
      <Field label="Algorithm" error={problem}>
        {(control) => (
          <Select
            {...control}
            value={form.id}
            placeholder="Choose"
            options={known.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => changeTicket({ algorithm: { id, values: {} } })}
          />
        )}
      </Field>
      {chosen?.parameters.map((parameter) => (
        <ParameterField key={`${form.id} ${parameter.id}`} parameter={parameter} form={form} />
      ))}
    </div>
  )
}

/** Loads the algorithms of a contract. Returns the error message if loading failed. */
function useAlgorithms(conid: number, isKnown: boolean): string | undefined {
  const [failure, setFailure] = useState<string>()
  const canRead = useCanRead()
  const visit = useTicketStore((data) => data.visit)
  useEffect(() => {
    if (isKnown || !canRead) return
    setFailure(undefined)
    const controller = new AbortController()
    hostLink()
      .call('ticket.algorithms', { conid }, controller.signal)
      .then(
        (list) =>
          applyToTicket({ kind: 'facts-loaded', visit, contract: { conid }, facts: { algorithms: { conid, list } } }),
        (error: unknown) => {
          if (!controller.signal.aborted) setFailure(errorText(error))
        },
      )
    return () => controller.abort()
  }, [conid, isKnown, canRead, visit])
  return failure
}

function ParameterField({ parameter, form }: { readonly parameter: AlgorithmParameter; readonly form: AlgorithmForm }) {
  const problem = useTicketStore((data) => problemsOf(data)[`algorithm.${parameter.id}`])
  const { id, name, kind, help, choices = [], isRequired } = parameter
  const value = parameterValue(parameter, form)
  const change = (next: string | boolean): void =>
    changeTicket({ algorithm: { ...form, values: { ...form.values, [id]: next } } })
  if (kind === 'flag') {
    return (
      <Checkbox checked={value === true} onChange={change}>
        {name}
      </Checkbox>
    )
  }
  if (kind === 'choice') {
    return (
      <Field label={name} error={problem} {...(help !== undefined && { help })}>
        {(control) => <Select {...control} value={String(value)} options={choices} onChange={change} />}
      </Field>
    )
  }
  const hint = kind === 'time' ? '10:00:00 US/Eastern' : ''
  return (
    <FieldInput
      name={`algorithm.${id}`}
      label={name}
      value={String(value)}
      problem={problem}
      help={help}
      placeholder={isRequired ? hint : hint || 'optional'}
      isNumber={kind === 'number'}
      onChange={change}
    />
  )
}
