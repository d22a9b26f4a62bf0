"use client";

import { useEffect } from "react";

const DIALOGS = "[role=dialog], [role=alertdialog]";
/** What takes the focus in place of a control that is gone: the nearest of these that is still around where it was. */
const PLACES = `${DIALOGS}, section[aria-label], section[aria-labelledby], main`;
/** Dialogs and menus give the focus back by themselves, a moment after they are gone. */
const PATIENCE_MS = 60;

/**
 * Whoever works by keyboard never starts anew at the top of a page: where what has the focus is taken away (its action is
 * done, somebody else decided, a page followed), the region around it gets the focus, and Tab goes on from there.
 */
export function FocusKeeper() {
  useEffect(keepFocus, []);
  return null;
}

function keepFocus(): () => void {
  /* What had the focus, and all that was around it; the same of what had it before a dialog took it. */
  let path: readonly Element[] = [];
  let behind: readonly Element[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const remember = ({ target }: FocusEvent) => {
    if (!(target instanceof Element)) return;
    path = pathOf(target);
    if (target.closest(DIALOGS) === null) behind = path;
  };
  // Who clicks beside everything wants nothing to have the focus. By the click, the press has moved it.
  const forget = () => {
    if (isLost()) path = behind = [];
  };
  const isTaken = () => isLost() && path[0] !== undefined && !canFocus(path[0]);
  const restore = () => {
    if (isTaken()) focusPlace([...path, ...behind]);
  };
  const observer = new MutationObserver(() => {
    if (!isTaken()) return;
    clearTimeout(timer);
    timer = setTimeout(restore, PATIENCE_MS);
  });
  document.addEventListener("focusin", remember);
  document.addEventListener("pointerup", forget, true);
  const attributeFilter = ["style", "hidden", "disabled"];
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter });
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener("focusin", remember);
    document.removeEventListener("pointerup", forget, true);
  };
}

function pathOf(element: Element): Element[] {
  const path: Element[] = [];
  for (let at: Element | null = element; at !== null; at = at.parentElement) path.push(at);
  return path;
}

function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function canFocus(element: Element): boolean {
  return element.isConnected && element.checkVisibility() && !element.matches(":disabled");
}

function focusPlace(candidates: readonly Element[]): void {
  const place = candidates.find((element) => element.matches(PLACES) && canFocus(element));
  const target = place ?? document.getElementById("content");
  if (!(target instanceof HTMLElement)) return;
  if (!target.hasAttribute("tabindex")) {
    target.tabIndex = -1;
    target.addEventListener("blur", () => target.removeAttribute("tabindex"), { once: true });
  }
  target.focus({ preventScroll: true });
}
