import { type RefObject, useEffect, useRef } from 'react'
import type { PanelImperativeHandle } from 'react-resizable-panels'
import { useShallow } from 'zustand/react/shallow'
import { useRememberedSize } from '../../platform/remembered-size.ts'
import { useMediaQuery } from '../../platform/use-media-query.ts'
import { Split } from '../../ui/split.tsx'
import { useActiveTab, useExplorerStore } from './explorer-store.ts'
import { RequestForm } from './request/request-form.tsx'
import { RequestLine } from './request/request-line.tsx'
import { ResponsePane } from './response/response-pane.tsx'
import { useSnippetStore } from './snippet/snippet-actions.ts'
import { SnippetPane } from './snippet/snippet-pane.tsx'
import { TabStrip } from './tabs/tab-strip.tsx'
import { OperationTree } from './tree/operation-tree.tsx'
import './explorer.css'
import './request/request.css'
import './response/response.css'

/** View to send any request and read IBKR's response. */
export function ExplorerView() {
  const narrow = useMediaQuery('(max-width: 720px)')
  const isSnippetOpen = useSnippetStore((data) => data.open)
  const treeSize = useRememberedSize(narrow ? 'explorer-tree-height' : 'explorer-tree-width', narrow ? 156 : 272)
  const snippetSize = useRememberedSize(narrow ? 'snippet-height' : 'snippet-width', narrow ? 240 : 380)
  const orientation = narrow ? 'vertical' : 'horizontal'
  return (
    <Split
      key={orientation}
      label="Operation list size"
      orientation={orientation}
      sized="first"
      size={treeSize}
      min={narrow ? 72 : 180}
      minRest={narrow ? 199 : 420}
      first={<OperationTree />}
      second={
        <div className="explorer-main column">
          <TabStrip />
          <RequestLine />
          <Split
            label="Snippet pane size"
            orientation={orientation}
            sized="second"
            size={snippetSize}
            min={narrow ? 120 : 300}
            minRest={narrow ? 120 : 280}
            first={<RequestAndResponse />}
            second={isSnippetOpen && <SnippetPane />}
          />
        </div>
      }
    />
  )
}

function RequestAndResponse() {
  const snippetOpen = useSnippetStore((data) => data.open)
  const hasRoom = useMediaQuery(snippetOpen ? '(min-width: 1400px)' : '(min-width: 900px)')
  const isBeside = useExplorerStore((data) => data.isBeside) && hasRoom
  const width = useRememberedSize('request-width', 0)
  const height = useRememberedSize('request-height', 0)
  /** Sizes in px that the user has set; 0 if not set. */
  const sizes = useRef<RequestSizes>({ width: width.initial, height: height.initial })
  const pane = useRef<PanelImperativeHandle>(null)
  const form = useRef<HTMLDivElement>(null)
  useFittedForm(pane, form, isBeside, sizes)
  const resize = (px: number): void => {
    sizes.current[isBeside ? 'width' : 'height'] = px
    ;(isBeside ? width : height).onChange(px)
  }
  return (
    <Split
      label="Request pane size"
      orientation={isBeside ? 'horizontal' : 'vertical'}
      sized="first"
      size={{ name: 'request', initial: 320, onChange: resize }}
      paneRef={pane}
      min={isBeside ? 240 : 64}
      minRest={isBeside ? 240 : 90}
      first={
        <div ref={form} className="request-form column">
          <RequestForm />
        </div>
      }
      second={<ResponsePane />}
    />
  )
}

interface RequestSizes {
  width: number
  height: number
}

/** Maximum share of the height that the form takes before the first request. */
const BEFORE_SEND = 0.62
const AFTER_SEND = 0.5
/** Share of the width that the form takes if the response is beside it. */
const BESIDE = 0.42

/** Resizes the form to its content when the request, tab or phase changes. */
function useFittedForm(
  pane: RefObject<PanelImperativeHandle | null>,
  form: RefObject<HTMLElement | null>,
  isBeside: boolean,
  sizes: RefObject<RequestSizes>,
): void {
  const { operation, part, hiddenRows, isUnsent } = useActiveTab(
    useShallow(({ draft, form, hiddenRows, exchange }) => ({
      operation: draft.operation,
      part: form,
      hiddenRows,
      isUnsent: exchange.kind === 'idle' && draft.operation !== undefined,
    })),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: resizes when these values change
  useEffect(() => {
    const handle = pane.current
    if (!handle) return
    const { width, height } = sizes.current
    if (isBeside) {
      handle.resize(width || `${BESIDE * 100}%`)
      return
    }
    const { asPercentage, inPixels } = handle.getSize()
    const whole = (inPixels / asPercentage) * 100
    const parameters = form.current?.querySelector('.parameters')
    const tabs = form.current?.querySelector('.tabs-row')
    const needed = parameters && tabs ? parameters.clientHeight + tabs.clientHeight + 1 : Number.POSITIVE_INFINITY
    const most = height || whole
    const fitted = isUnsent ? Math.min(most, whole * BEFORE_SEND) : Math.min(most, needed, whole * AFTER_SEND)
    if (Number.isFinite(fitted)) handle.resize(fitted)
  }, [isBeside, operation, part, hiddenRows, isUnsent])
}
