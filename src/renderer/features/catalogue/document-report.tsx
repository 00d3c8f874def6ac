import { useState } from 'react'
import type { Difference, NamedOperation, ReportedChange } from '../../../shared/catalogue/document/document-report.ts'
import type { ReadDocumentView } from '../../../shared/contract/catalogue-views.ts'
import { Button } from '../../ui/button.tsx'
import { formatNumber } from '../../ui/format-number.ts'
import { Message } from '../../ui/message.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { addWhatIsNew, countWords, startOver } from './catalogue-update.ts'
import { shortPath } from './find-operation.ts'

interface ComparedDocumentProps {
  readonly read: ReadDocumentView
  readonly adding: boolean
  readonly failure: string | undefined
}

type Part = 'added' | 'changed' | 'removed'

/** The report, part by part, and the question whether what is new shall be added. */
export function ComparedDocument({ read, adding, failure }: ComparedDocumentProps) {
  const { report, source } = read
  const { added, changed, removed, unchanged, stated, leftOut, extended } = report
  const [part, setPart] = useState<Part>(() => (added.length === 0 && changed.length > 0 ? 'changed' : 'added'))
  const isNew = added.length > 0 || extended > 0
  const tab = (id: Part, label: string, count: number) => ({
    id,
    label,
    mark: <span className="count">{formatNumber(count)}</span>,
  })
  return (
    <>
      <p className="dialog-text document-facts wrap-anywhere">
        <strong>{report.title || 'A document without a title'}</strong> {report.version}
        <span title={source}>{source}</span>
        <span>
          {formatNumber(unchanged)} {unchanged === 1 ? 'operation is' : 'operations are'} described alike
          {stated > 0 &&
            `; ${formatNumber(stated)} known ${stated === 1 ? 'difference is' : 'differences are'} not shown`}
          {leftOut > 0 && `; ${formatNumber(leftOut)} that cannot be used ${leftOut === 1 ? 'is' : 'are'} left out`}.
        </span>
      </p>
      <Tabs
        label="Differences"
        tabs={[
          tab('added', 'New', added.length),
          tab('changed', 'Changed', changed.length),
          tab('removed', 'Not in the document', removed.length),
        ]}
        selected={part}
        onSelect={setPart}
      >
        {/* Scrolls, and so must be reachable by the keyboard. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls */}
        <section className="document-list scroll" tabIndex={0} aria-label="Operations that differ">
          {part === 'added' && <Operations operations={added} none="Nothing that the catalogue does not know." />}
          {part === 'changed' && <Changes changes={changed} />}
          {part === 'removed' && (
            <Operations operations={removed} none="Everything of the catalogue is in the document." />
          )}
        </section>
      </Tabs>
      <p className="document-note secondary">
        {part === 'removed'
          ? 'They stay in the catalogue: IBKR may have left them out, or serve them still.'
          : part === 'changed'
            ? 'New parameters and fields are offered beside those of the catalogue; the rest stays as the catalogue has it.'
            : 'They are unclassified: treated as trading, and sent only while the profile is armed.'}
      </p>
      {failure !== undefined && (
        <Message tone="bad" title="Not added" role="alert">
          {failure}
        </Message>
      )}
      <div className="dialog-actions">
        <Button onClick={startOver}>Back</Button>
        {isNew ? (
          <Button look="primary" busy={adding} data-initial-focus onClick={() => void addWhatIsNew()}>
            Add {countWords(read)}
          </Button>
        ) : (
          <span className="secondary">There is nothing new to add.</span>
        )}
      </div>
    </>
  )
}

function Operations({ operations, none }: { readonly operations: readonly NamedOperation[]; readonly none: string }) {
  if (operations.length === 0) return <p className="document-note secondary">{none}</p>
  return (
    <ul>
      {operations.map((operation) => (
        <li key={`${operation.method} ${operation.path}`} className="document-operation">
          <Line operation={operation} />
        </li>
      ))}
    </ul>
  )
}

function Changes({ changes }: { readonly changes: readonly ReportedChange[] }) {
  if (changes.length === 0) return <p className="document-note secondary">Nothing else differs.</p>
  return (
    <ul>
      {changes.map((change) => (
        <li key={change.id} className="document-operation">
          <Line operation={change} />
          <ul className="document-differences secondary">
            {change.differences.map((difference) => (
              <li key={`${difference.at} ${difference.kind}`} data-kind={difference.kind}>
                <code>{difference.at}</code> {differenceWords(difference)}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}

function Line({ operation: { method, path, title } }: { readonly operation: NamedOperation }) {
  return (
    <p className="document-line row wrap">
      <span className="method">{method}</span>
      <code>{shortPath(path)}</code>
      <span className="secondary">{title}</span>
    </p>
  )
}

/** What a difference says, in a few words beside its place. */
export function differenceWords({ kind, document = '', catalogue = '' }: Difference): string {
  switch (kind) {
    case 'added':
      return `new: ${document}`
    case 'missing':
      return `not in the document; the catalogue has ${catalogue}`
    case 'type':
      return `${document} in the document, ${catalogue} in the catalogue`
    case 'required':
    case 'limits':
      return `${document} in the document, ${catalogue} in the catalogue`
    case 'values':
      return [
        document === '' ? undefined : `more values: ${document}`,
        catalogue === '' ? undefined : `values that the document lacks: ${catalogue}`,
      ]
        .filter((words) => words !== undefined)
        .join('; ')
  }
}
