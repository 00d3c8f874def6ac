import { ChevronDown, ChevronUp, Filter as FilterIcon, Search } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { keysOf } from '../../../commands/command.ts'
import { Button } from '../../../ui/button.tsx'
import { describeKeys } from '../../../ui/describe-keys.ts'
import type { Filter } from './use-filter.ts'
import type { Find } from './use-find.ts'
import { FIND_ID } from './use-find.ts'

interface FindBarProps {
  readonly find: Find
  /** Only for the tree. */
  readonly filter: Filter | undefined
}

/** Finds text, steps through matches, and filters by JSONPath. */
export function FindBar({ find, filter }: FindBarProps) {
  const keys = describeKeys(keysOf('find-in-response')).join(' ')
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') find.step(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape' && find.text !== '') find.change('')
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="bar">
      <div className="search-field row find-field">
        <Search size={14} aria-hidden="true" />
        <input
          id={FIND_ID}
          type="text"
          aria-label="Find in response"
          placeholder={`Find in response  ${keys}`}
          maxLength={1_000}
          value={find.text}
          spellCheck={false}
          onChange={(event) => find.change(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <span className="find-count ellipsis small tertiary" role="status">
          {matchCountText(find)}
        </span>
        <Button
          look="quiet"
          icon={<ChevronUp size={14} aria-hidden="true" />}
          aria-label="Previous match"
          title="Previous match"
          keys="Shift+Enter"
          disabled={find.count === 0}
          onClick={() => find.step(-1)}
        />
        <Button
          look="quiet"
          icon={<ChevronDown size={14} aria-hidden="true" />}
          aria-label="Next match"
          title="Next match"
          keys="Enter"
          disabled={find.count === 0}
          onClick={() => find.step(1)}
        />
      </div>
      {filter && <FilterField filter={filter} />}
    </div>
  )
}

function matchCountText({ marked, count, more, busy, current }: Find): string {
  if (marked === '') return ''
  if (count === 0) return busy ? 'Searching…' : 'No matches'
  return `${(current + 1).toLocaleString('en-US')} of ${count.toLocaleString('en-US')}${more || busy ? '+' : ''}`
}

const PATH_PROBLEM_ID = 'filter-problem'

function FilterField({ filter }: { readonly filter: Filter }) {
  const invalid = filter.result?.kind === 'invalid' ? filter.result : undefined
  return (
    <div className="search-field row filter-field" data-invalid={invalid !== undefined}>
      <FilterIcon size={14} aria-hidden="true" />
      <input
        type="text"
        aria-label="Filter response"
        placeholder="JSONPath, such as $..conid or $[?@.size > 10]"
        className="input-code"
        value={filter.path}
        spellCheck={false}
        aria-invalid={invalid !== undefined}
        aria-describedby={PATH_PROBLEM_ID}
        onChange={(event) => filter.change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || filter.path === '') return
          filter.change('')
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <span id={PATH_PROBLEM_ID} className="find-count ellipsis small tertiary" role="status" title={invalid?.message}>
        {filterStatusText(filter)}
      </span>
    </div>
  )
}

function filterStatusText({ path, result, busy }: Filter): ReactNode {
  if (path.trim() === '') return ''
  if (busy || result === undefined || result.kind === 'off') return 'Searching…'
  if (result.kind === 'invalid') return `At ${result.at + 1}: ${result.message}`
  const found = `${result.count.toLocaleString('en-US')} found`
  return result.stopped ? `${found}, stopped after 1.5 s` : found
}
