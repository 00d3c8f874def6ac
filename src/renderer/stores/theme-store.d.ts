export declare const THEMES: readonly ['system', 'light', 'dark'];
export type Theme = (typeof THEMES)[number];
export declare const useThemeStore: import("zustand").UseBoundStore<import("zustand").StoreApi<{
    readonly theme: Theme;
}>>;
/** Shows and remembers a theme. `system` follows the operating system from then on. */
export declare function chooseTheme(theme: Theme): void;
/** Shows the remembered theme; called before the first paint. */
export declare function restoreTheme(): void;
