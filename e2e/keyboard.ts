import type { FileChooser, Locator, Page } from "@playwright/test";
import { expect } from "./journey";

/** A page in the hands of somebody who has no mouse. */

type Role = Parameters<Page["getByRole"]>[0];
type Name = string | RegExp;

/** More than any page has controls: whoever has not come to one by then never will. */
const MOST_PRESSES = 150;
const MOST_CHOICES = 12;
const LONG_TEXT = 40;
/** For what is drawn anew while one goes to it. */
const PATIENCE_MS = 10_000;

export interface Keyboard {
  /** Goes to what is named by Tab. What has the focus on arrival must be seen to have it. */
  readonly reach: (role: Role, name: Name) => Promise<void>;
  /** Goes to a button, a link or a checkbox and presses it. */
  readonly press: (role: "button" | "link" | "checkbox", name: Name) => Promise<void>;
  /** Opens a button's dialog and presses its button in it; with `fill` in between. Waits until the dialog has closed. */
  readonly confirm: (opener: Name, button?: Name, fill?: () => Promise<void>) => Promise<void>;
  /** Goes to a field and writes over what is in it. */
  readonly write: (name: Name, text: string, role?: "textbox" | "searchbox") => Promise<void>;
  /** Goes to a group of radio buttons and on to one of them by arrow key. */
  readonly choose: (name: Name) => Promise<void>;
  /** Goes to a field for files, opens the system's dialog by Enter and chooses some in it. */
  readonly attach: (target: Locator, files: Parameters<FileChooser["setFiles"]>[0]) => Promise<void>;
  /** Goes by the palette to what is found by some words. */
  readonly jumpTo: (words: string, found: Name) => Promise<void>;
  /** The page's first stop, which leads past everything that all pages have. */
  readonly skipToContent: () => Promise<void>;
}

/** Takes the mouse away: whatever is pressed with one is an error of the page. */
export async function byKeyboard(page: Page): Promise<Keyboard> {
  await page.addInitScript(() => {
    const refuse = () => {
      throw new Error("a mouse was used");
    };
    addEventListener("pointerdown", refuse, true);
    addEventListener("keydown", () => Object.assign(window, { inUse: true }), true);
  });

  // From the start: who listens only when the key is pressed may be too late.
  const choosers: FileChooser[] = [];
  page.on("filechooser", (chooser) => choosers.push(chooser));

  async function reachIt(target: Locator, arrived = isFocused): Promise<void> {
    await expect(target).toBeAttached();
    await expect.poll(() => page.evaluate(hasFocus), { message: "something has the focus" }).toBe(true);
    let goal = await target.elementHandle({ timeout: PATIENCE_MS });
    for (let presses = 0; presses < MOST_PRESSES; presses++) {
      const answer = await goal.evaluate(arrived);
      if (answer === true) {
        await expect.poll(() => page.evaluate(hiddenFocus), { message: "the focus is seen" }).toBe(null);
        return;
      }
      // The page was drawn anew. To look for the target after every key would take longer than all the keys.
      if (answer === null) goal = await target.elementHandle({ timeout: PATIENCE_MS });
      else await page.keyboard.press("Tab");
    }
    throw new Error(`${String(target)} cannot be reached by keyboard`);
  }

  const named = (role: Role, name: Name): Locator =>
    page.getByRole(role, { name, exact: typeof name === "string" }).first();
  const reach = (role: Role, name: Name): Promise<void> => reachIt(named(role, name));

  async function press(role: "button" | "link" | "checkbox", name: Name): Promise<void> {
    await reach(role, name);
    await page.keyboard.press(role === "checkbox" ? "Space" : "Enter");
  }

  async function confirm(opener: Name, button: Name = opener, fill?: () => Promise<void>): Promise<void> {
    await press("button", opener);
    const dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
    await expect(dialog).toBeVisible();
    await fill?.();
    await press("button", button);
    await expect(dialog).toBeHidden({ timeout: 45_000 });
  }

  async function write(name: Name, text: string, role: "textbox" | "searchbox" = "textbox"): Promise<void> {
    await reach(role, name);
    await page.keyboard.press("ControlOrMeta+a");
    // Nobody types what is long; it is pasted.
    if (text.length > LONG_TEXT) await page.keyboard.insertText(text);
    else await page.keyboard.type(text);
  }

  async function choose(name: Name): Promise<void> {
    const target = named("radio", name);
    await reachIt(target, isInFocusedGroup);
    for (let presses = 0; presses < MOST_CHOICES && !(await target.isChecked()); presses++) {
      // Where none is chosen yet, the first is chosen by Space.
      const chosen = await page.evaluate(() => document.activeElement?.matches(":checked"));
      await page.keyboard.press(chosen === true ? "ArrowDown" : "Space");
    }
    await expect(target).toBeChecked();
    await expect(target).toBeFocused();
  }

  async function attach(target: Locator, files: Parameters<FileChooser["setFiles"]>[0]): Promise<void> {
    await reachIt(target);
    await page.keyboard.press("Enter");
    await expect.poll(() => choosers.length, { message: "the system's dialog opens" }).toBe(1);
    await choosers.pop()?.setFiles(files);
  }

  async function jumpTo(words: string, found: Name): Promise<void> {
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("combobox", { name: /Search jobs/ })).toBeFocused();
    await page.keyboard.type(words);
    await expect(page.getByRole("option", { name: found })).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog")).toBeHidden();
  }

  async function skipToContent(): Promise<void> {
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main")).toBeFocused();
  }

  return { reach, press, confirm, write, choose, attach, jumpTo, skipToContent };
}

/** Runs in the page. */
function isFocused(element: Node): boolean | null {
  return element.isConnected ? element === document.activeElement : null;
}

/** Runs in the page: whether a radio button of the element's group has the focus: a group is a single stop of Tab. */
function isInFocusedGroup(element: Node): boolean | null {
  if (!element.isConnected) return null;
  const at = document.activeElement;
  return (
    element instanceof HTMLInputElement &&
    at instanceof HTMLInputElement &&
    at.type === "radio" &&
    at.name === element.name &&
    at.form === element.form
  );
}

/** Runs in the page: on one that has just been opened nothing has the focus; from the first key on something must. */
function hasFocus(): boolean {
  return !("inUse" in window) || (document.activeElement !== null && document.activeElement !== document.body);
}

/** Runs in the page: why one cannot see what has the focus; null where one can. */
function hiddenFocus(): string | null {
  const at = document.activeElement;
  if (at === null || at === document.body) return "nothing has the focus";
  // Of a control that is drawn by its label, the label shows the focus.
  const shown = [at, at.closest("label")].filter((element) => element !== null);
  const outlined = shown.some((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0;
  });
  if (!outlined) return `${at.outerHTML.slice(0, 200)} is not outlined`;
  const uncovered = shown.some((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const points = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [x, y] as const));
    return points.some(([x, y]) => {
      const hit = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
      return hit !== null && shown.some((part) => part.contains(hit));
    });
  });
  return uncovered ? null : `${at.outerHTML.slice(0, 200)} is covered or out of sight`;
}
