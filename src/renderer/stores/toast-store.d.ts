export interface Toast {
    readonly id: number;
    readonly tone: 'good' | 'bad' | 'idle';
    readonly text: string;
}
export declare const useToastStore: import("zustand").UseBoundStore<import("zustand").StoreApi<{
    readonly toasts: readonly Toast[];
}>>;
export declare function showToast(tone: Toast['tone'], text: string): void;
export declare function dismissToast(id: number): void;
