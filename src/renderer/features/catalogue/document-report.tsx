import { useState } from 'react'
import type { Difference, NamedOperation, ReportedChange } from '../../../shared/catalogue/document/document-report.ts'
import type { ApiDocumentView } from '../../../shared/contract/catalogue-views.ts'
import { formatNumber } from '../../../shared/domain/format-number.ts'
import { hostLink } from '../../platform/host-link.ts'
import { showToast } from '../../stores/toast-store.ts'
import { useAction } from '../../stores/use-action.ts'
import { Button } from '../../ui/button.tsx'
import { Failure } from '../../ui/message.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { shortPath } from './find-operation.ts'

type Part = 'added' | 'changed' | 'removed'

/** Differences between an OpenAPI document and the catalogue. */
export function ComparedDocument({ read, onBack }: { readonly read: ApiDocumentView; readonly onBack: () => void }) {
  const { report, source } = read
  const { busy, problem, run } = useAction()
  const add = async (close: () => boolean): Promise<undefined> => {
    await hostLink().call('catalogue.add', { id: read.id })
    close()
    showToast('good', `Added from the document: ${describeAdditions(read)}.`)
  }
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
        <strong>{report.title || 'Untitled document'}</strong> {report.version}
        <span title={source}>{source}</span>
        <span>
          {formatNumber(unchanged)} {unchanged === 1 ? 'operation is' : 'operations are'} the same
          {stated > 0 &&
            `; ${formatNumber(stated)} known ${stated === 1 ? 'difference is' : 'differences are'} not shown`}
          {leftOut > 0 && `; ${formatNumber(leftOut)} unusable ${leftOut === 1 ? 'one is' : 'ones are'} ignored`}.
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
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls must be focusable */}
        <section className="document-list scroll line-below" tabIndex={0} aria-label="Operations that differ">
          {part === 'added' && <Operations operations={added} none="No new operations." />}
          {part === 'changed' && <Operations operations={changed} none="No other differences." />}
          {part === 'removed' && (
            <Operations operations={removed} none="The document contains all operations of the catalogue." />
          )}
        </section>
      </Tabs>
      <p className="document-note secondary">
        {part === 'removed'
          ? 'These operations stay in the catalogue, because IBKR may still serve them.'
          : part === 'changed'
            ? 'New parameters and fields are added to the catalogue. Everything else is unchanged.'
            : 'New operations are unclassified: treated as trading, and sent only while the profile is armed.'}
      </p>
      <Failure title="Could not update the catalogue" text={problem} />
      <div className="dialog-actions">
        <Button onClick={onBack}>Back</Button>
        {isNew ? (
          <Button look="primary" busy={busy} data-initial-focus onClick={() => void run(add)}>
            Add {describeAdditions(read)}
          </Button>
        ) : (
          <span className="secondary">Nothing new to add.</span>
        )}
      </div>
    </>
  )
}

interface OperationsProps {
  readonly operations: readonly (NamedOperation & Partial<Pick<ReportedChange, 'differences'>>)[]
  readonly none: string
}

function Operations({ operations, none }: OperationsProps) {
  if (operations.length === 0) return <p className="document-note secondary">{none}</p>
  return (
    <ul>
      {operations.map(({ method, path, title, differences }) => (
        <li key={`${method} ${path}`} className="document-operation wrap-anywhere padded-block">
          <p className="document-line row wrap">
            <span className="method">{method}</span>
            <code>{shortPath(path)}</code>
            <span className="secondary">{title}</span>
          </p>
          {differences && (
            <ul className="document-differences secondary">
              {differences.map((difference) => (
                <li key={`${difference.at} ${difference.kind}`} data-kind={difference.kind}>
                  <code>{difference.at}</code> {describeDifference(difference)}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  )
}

export function describeDifference({ kind, document = '', catalogue = '' }: Difference): string {
  switch (kind) {
    case 'added':
      return `new: ${document}`
    case 'missing':
      return `not in the document; the catalogue has ${catalogue}`
    case 'type':
    case 'required':
    case 'limits':
      return `${document} in the document, ${catalogue} in the catalogue`
    case 'values':
      return [
        document === '' ? undefined : `more values: ${document}`,
        catalogue === '' ? undefined : `values only in the catalogue: ${catalogue}`,
      ]
        .filter((part) => part !== undefined)
        .join('; ')
  }
}

/** Describes what a document adds to the catalogue: "2 operations, and new parts of 1 known operation". */
function describeAdditions({ report }: ApiDocumentView): string {
  const { added, extended } = report
  const operations = `${added.length} ${added.length === 1 ? 'operation' : 'operations'}`
  const more = `new parts of ${extended} known ${extended === 1 ? 'operation' : 'operations'}`
  if (extended === 0) return operations
  return added.length === 0 ? more : `${operations}, and ${more}`
}
