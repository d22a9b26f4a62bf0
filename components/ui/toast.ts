export interface Toast {
  readonly kind: "success" | "error";
  readonly message: string;
  /** Takes back what was done; offered as a button while the toast stands. */
  readonly undo?: () => void;
}

/* The library that draws toasts is fetched with the first one; until it is there they wait here. */
const waiting: Toast[] = [];
let wake: () => void = () => undefined;

function show(next: Toast): void {
  waiting.push(next);
  wake();
}

export const toast = {
  success: (message: string, undo?: () => void): void =>
    show({ kind: "success", message, ...(undo === undefined ? {} : { undo }) }),
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
