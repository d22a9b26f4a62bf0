const FIELDS = "input:not([type=hidden], :disabled), textarea:not(:disabled), select:not(:disabled)";

/**
 * For a dialog that opens: its first field gets the focus, so that what is typed lands there; of radio buttons the one that is
 * chosen. Where there is none, the button that changes nothing (`data-dismiss`).
 */
export function focusFirst(event: Event): void {
  if (!(event.currentTarget instanceof HTMLElement)) return;
  const panel = event.currentTarget;
  const field = panel.querySelector<HTMLElement>(FIELDS);
  const chosen = panel.querySelector<HTMLElement>("input[type=radio]:checked");
  const goal = field?.matches("[type=radio]") === true ? (chosen ?? field) : field;
  const target = goal ?? panel.querySelector<HTMLElement>("[data-dismiss]");
  if (target === null) return;
  event.preventDefault();
  target.focus();
}
