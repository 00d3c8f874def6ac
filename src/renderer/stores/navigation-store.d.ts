import { type View } from '../platform/hash-route.ts';
export declare const useNavigationStore: import("zustand").UseBoundStore<import("zustand").StoreApi<{
    readonly view: View;
}>>;
/** Goes to a view; its address follows, so that the back button and a reload work. */
export declare function goTo(view: View): void;
/** Follows the address bar from now on. An address without a view leads to the last one. Returns its stop. */
export declare function followAddress(): () => void;
