import type { NavItem } from "@/components/docs/types";

interface Guide {
  readonly slug: string;
  readonly title: string;
  /** What a reader will know afterwards, in one line. */
  readonly about: string;
}

/** The guides in reading order. */
export const GUIDES: readonly Guide[] = [
  { slug: "quick-start", title: "Quick start", about: "From nothing to a paid job in six requests." },
  {
    slug: "authentication",
    title: "Authentication",
    about: "Two headers, two kinds of tokens, and which to use when.",
  },
  { slug: "money", title: "Money", about: "When a card is held, charged and refunded, and what it costs." },
  { slug: "lifecycle", title: "Job lifecycle", about: "Every status, who moves a job, and where to." },
  { slug: "webhooks", title: "Webhooks", about: "Every event, its payload, and how to verify who sent it." },
  { slug: "live-events", title: "Live events", about: "The same events as a stream, with nothing missed." },
  { slug: "idempotency", title: "Idempotency", about: "How to repeat a request without doing it twice." },
  { slug: "pagination", title: "Pagination", about: "How lists are cut into pages." },
  { slug: "rate-limits", title: "Rate limits", about: "How often each endpoint may be called." },
  { slug: "validation", title: "Validation", about: "What a delivery can be checked against." },
  { slug: "sandbox", title: "Sandbox", about: "Test cards, a clock you can move, and faults on demand." },
];

export const guideItem = ({ slug, title }: Guide): NavItem => ({ href: `/docs/${slug}`, label: title });

export function findGuide(slug: string): NavItem | null {
  const guide = GUIDES.find((one) => one.slug === slug);
  return guide === undefined ? null : guideItem(guide);
}

export function guideOf(slug: string): Guide {
  const guide = GUIDES.find((one) => one.slug === slug);
  if (guide === undefined) throw new Error(`there is no guide ${slug}`);
  return guide;
}
