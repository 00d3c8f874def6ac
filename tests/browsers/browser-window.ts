import { collectComplaints } from './collect-complaints.ts'

export interface PageSize {
  readonly width: number
  readonly height: number
}

/** How a browser is started. */
export interface BrowserOptions {
  /** Folder for downloads and for the files of the driver. */
  readonly folder: string
  /** Zoom of the page. Default: 1. */
  readonly zoom?: number
  /** Whether the browser blocks storage and has no notifications. Default: false. */
  readonly isRestricted?: boolean
  /** Whether the window is private. WebKit and Safari open only private windows for a driver. Default: false. */
  readonly isPrivate?: boolean
  /** Whether the page may show notifications. Default: the browser has not asked the user yet. */
  readonly mayNotify?: boolean
}

/** A window of one browser, used like a person does: pointer and keys come from outside the page. */
export interface BrowserWindow {
  open(address: string): Promise<void>
  reload(): Promise<void>
  /** Runs a function in the page. It cannot use the variables around it; arguments and result are JSON values. */
  evaluate<Args extends readonly unknown[], Result>(
    run: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>
  /** Clicks a point of the page, in CSS px. */
  click(x: number, y: number): Promise<void>
  /** Presses a key, also with others such as `Control+k`. */
  press(keys: string): Promise<void>
  type(text: string): Promise<void>
  /** Resizes the page, in px of the screen at zoom 1. */
  resize(size: PageSize): Promise<void>
  /** Chooses files in the file input that the selector finds. */
  chooseFiles(selector: string, paths: readonly string[]): Promise<void>
  screenshot(path: string): Promise<void>
  /** Returns the errors and warnings of the page since the last call. */
  takeComplaints(): Promise<readonly string[]>
  close(): Promise<void>
}

/** A browser of this machine. */
export interface TestedBrowser {
  readonly name: string
  /** Returns why the browser cannot be used here; undefined if it can. */
  findUnavailableReason(): string | undefined
  open(options: BrowserOptions): Promise<BrowserWindow>
  /** What the browser or its driver cannot do. */
  readonly cannot: readonly ('zoom' | 'save files' | 'restrict' | 'allow notifications' | 'load a part again')[]
}

/** Methods that Playwright and Puppeteer have in common. */
export interface DrivenPage {
  goto(address: string): Promise<unknown>
  reload(): Promise<unknown>
  readonly mouse: { click(x: number, y: number): Promise<void> }
  readonly keyboard: {
    down(key: string): Promise<void>
    up(key: string): Promise<void>
    type(text: string): Promise<void>
  }
  screenshot(options: { readonly path: string }): Promise<unknown>
}

/** What Playwright and Puppeteer do differently. */
export interface PageDifferences extends Pick<BrowserWindow, 'evaluate' | 'resize' | 'chooseFiles' | 'close'> {
  readonly complaints: string[]
}

/** Creates the window of a browser that Playwright or Puppeteer drives. */
export function createDrivenWindow(page: DrivenPage, { complaints, ...differences }: PageDifferences): BrowserWindow {
  return {
    ...differences,
    open: async (address) => void (await page.goto(address)),
    reload: async () => void (await page.reload()),
    click: (x, y) => page.mouse.click(x, y),
    async press(keys) {
      const parts = keysOf(keys)
      for (const key of parts) await page.keyboard.down(key)
      for (const key of parts.toReversed()) await page.keyboard.up(key)
    },
    type: (text) => page.keyboard.type(text),
    screenshot: async (path) => void (await page.screenshot({ path })),
    takeComplaints: async () => [...complaints.splice(0), ...(await differences.evaluate(collectComplaints))],
  }
}

/** Splits `Control+k` into its keys. */
export const keysOf = (keys: string): readonly string[] => keys.split(/\+(?=.)/)
