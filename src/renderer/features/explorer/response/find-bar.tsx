import { ChevronDown, ChevronUp, Filter as FilterIcon, Search } from 'lucide-react'
import { keysOf } from '../../../commands/command.ts'
import { Button } from '../../../ui/button.tsx'
import { describeKeys } from '../../../ui/describe-keys.ts'
import { FindField } from './find-field.tsx'
import type { Filter } from './use-filter.ts'
import type { Find } from './use-find.ts'
import { FIND_ID } from './use-find.ts'

interface FindBarProps {
  readonly find: Find
  /** JSONPath filter, available only in the tree. */
  readonly filter: Filter | undefined
}

/** Toolbar that finds text, steps through matches and filters by JSONPath. */
export function FindBar({ find, filter }: FindBarProps) {
  const keys = describeKeys(keysOf('find-in-response')).join(' ')
  return (
    <div className="bar">
      <FindField
        id={FIND_ID}
        icon={Search}
        label="Find in response"
        placeholder={`Find in response  ${keys}`}
        text={find.text}
        status={matchCountText(find)}
        onText={find.change}
        onEnter={(isShift) => find.step(isShift ? -1 : 1)}
      >
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
      </FindField>
      {filter && (
        <FindField
          icon={FilterIcon}
          label="Filter response"
          placeholder="JSONPath, such as $..conid or $[?@.size > 10]"
          text={filter.path}
          status={filterStatusText(filter)}
          problem={filter.result?.kind === 'invalid' ? filter.result.message : undefined}
          isCode
          onText={filter.change}
        />
      )}
    </div>
  )
}

function matchCountText({ marked, count, more, busy, current }: Find): string {
  if (marked === '') return ''
  if (count === 0) return busy ? 'Searching…' : 'No matches'
  return `${(current + 1).toLocaleString('en-US')} of ${count.toLocaleString('en-US')}${more || busy ? '+' : ''}`
}

function filterStatusText({ path, result, busy }: Filter): string {
  if (path.trim() === '') return ''
  if (busy || result === undefined || result.kind === 'off') return 'Searching…'
  if (result.kind === 'invalid') return `Character ${result.at + 1}: ${result.message}`
  const found = `${result.count.toLocaleString('en-US')} found`
  return result.stopped ? `${found}, stopped after 1.5 s` : found
}
