"use client";

import {
  lazy,
  Suspense,
  useState,
  useTransition,
  type ComponentProps,
  type ComponentType,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
} from "react";

/** What a popup draws as its own button: the one that was pressed, which gets the focus back when it closes. */
export interface WithTrigger {
  readonly trigger: ReactElement;
}

/** A menu or dialog whose code is fetched when it is first wanted; drawn from then on, open at first. */
export interface Popup<P> {
  readonly kind: "menu" | "dialog";
  readonly load: () => Promise<unknown>;
  readonly Content: ComponentType<P & WithTrigger>;
}

/** `popup<Props>("dialog", async () => (await import("./dialog")).Dialog)`, once, outside of any component. */
export function popup<P>(kind: Popup<P>["kind"], load: () => Promise<ComponentType<P & WithTrigger>>): Popup<P> {
  return { kind, load, Content: lazy(async () => ({ default: await load() })) };
}

type TriggerProps = Omit<ComponentProps<"button">, "children" | "type"> & {
  readonly children: ReactNode;
  /** It does something about what the page is about: the palette offers it, too. */
  readonly "data-command"?: "";
};

interface OnDemandProps<P> {
  readonly popup: Popup<P>;
  /** What the popup gets beside its button. */
  readonly props: P;
  readonly trigger: TriggerProps;
}

/**
 * A button whose menu or dialog is fetched when it is first wanted: together they are a third of the console's script, and
 * most visits open none. Ahead of the click already when the pointer or the focus is on the button; in a transition, so that
 * the button keeps the focus until the dialog takes it.
 */
export function OnDemand<P>({ popup: { kind, load, Content }, props, trigger }: OnDemandProps<P>) {
  const [wanted, setWanted] = useState(false);
  const [, start] = useTransition();
  const open = () => start(() => setWanted(true));
  const button = (
    <button
      {...trigger}
      type="button"
      aria-haspopup={kind}
      aria-expanded={false}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={open}
      onKeyDown={(event: KeyboardEvent) => {
        if (kind === "menu" && event.key === "ArrowDown") open();
      }}
    />
  );
  return (
    <Suspense fallback={button}>
      {wanted ? <Content {...props} trigger={<button {...trigger} type="button" />} /> : button}
    </Suspense>
  );
}
