export interface Toast {
  readonly kind: "success" | "error";
  readonly message: string;
}

/* The library that draws toasts is fetched with the first one; until it is there they wait here. */
const waiting: Toast[] = [];
let wake: () => void = () => undefined;

function show(next: Toast): void {
  waiting.push(next);
  wake();
}

export const toast = {
  success: (message: string): void => show({ kind: "success", message }),
  error: (message: string): void => show({ kind: "error", message }),
};

/** For `Toasts` alone: what was asked to be shown since the last call. */
export function takeToasts(): Toast[] {
  return waiting.splice(0);
}

/** For `Toasts` alone: called whenever there is something to show. Returns what ends it. */
export function onToast(listener: () => void): () => void {
  wake = listener;
  return () => {
    wake = () => undefined;
  };
}
