"use client";

import { Component, createRef, type ReactNode } from "react";
import { cn } from "./cn";

/** What keeps its place: cards, and what is listed in them. */
const KEPT = "section, article, li";
const GLIDE: KeyframeAnimationOptions = { duration: 200, easing: "ease-out", composite: "add" };

type Places = ReadonlyMap<Element, DOMRect>;

/** How far something is from where it was. */
interface Shift {
  readonly x: number;
  readonly y: number;
}

const NONE: Shift = { x: 0, y: 0 };

function shiftOf(element: Element | null | undefined, before: Places): Shift {
  const was = element ? before.get(element) : undefined;
  if (!element || was === undefined) return NONE;
  const is = element.getBoundingClientRect();
  return { x: was.x - is.x, y: was.y - is.y };
}

interface SteadyProps {
  readonly children: ReactNode;
  readonly className?: string;
}

/**
 * Content that others change while one reads it. When its server components are rendered anew, what is read stays in view, and
 * what has to make room glides to its new place instead of jumping (not where less motion is wished for).
 */
export class Steady extends Component<SteadyProps> {
  private readonly root = createRef<HTMLDivElement>();

  override getSnapshotBeforeUpdate(): Places {
    const kept = this.root.current?.querySelectorAll(KEPT) ?? [];
    return new Map(Array.from(kept, (element) => [element, element.getBoundingClientRect()]));
  }

  override componentDidUpdate(_props: unknown, _state: unknown, before: Places): void {
    const left = [...before.keys()].filter((element) => element.isConnected);
    keepInView(left, before);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    // All is measured before anything moves. What a list moves by, its entries move by with it.
    const glides = left.map((element) => {
      const whole = shiftOf(element, before);
      const around = shiftOf(element.parentElement?.closest(KEPT), before);
      return { element, x: whole.x - around.x, y: whole.y - around.y };
    });
    for (const { element, x, y } of glides) {
      if (Math.hypot(x, y) < 1) continue;
      element.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], GLIDE);
    }
  }

  override render() {
    // The browser's own anchoring would come on top, after all has been measured; and not every browser has it.
    return (
      <div ref={this.root} className={cn("[overflow-anchor:none]", this.props.className)}>
        {this.props.children}
      </div>
    );
  }
}

/** Scrolls by as much as the first thing in view was moved. At the top of the page there is nothing above that could grow. */
function keepInView(elements: readonly Element[], before: Places): void {
  if (scrollY === 0) return;
  const seen = elements.find((element) => (before.get(element)?.top ?? -1) >= 0);
  scrollBy({ top: -shiftOf(seen, before).y, behavior: "instant" });
}
