import type { NavGroup } from "@/components/docs/types";
import { endpointItem, endpointsOf, slugOf, TAGS } from "./endpoints";
import { CODES } from "./errors";
import { guideItem, GUIDES } from "./guides";

/** The whole table of contents. */
export function navigation(): NavGroup[] {
  const tags = TAGS.map((tag) => ({
    title: tag,
    href: `/docs/api/${slugOf(tag)}`,
    items: endpointsOf(tag).map(endpointItem),
  }));
  return [
    { title: "Guides", href: null, items: [{ href: "/docs", label: "Overview" }, ...GUIDES.map(guideItem)] },
    { title: "API reference", href: null, items: [{ href: "/docs/api", label: "All endpoints" }] },
    ...tags,
    {
      title: "Error codes",
      href: "/docs/errors",
      items: CODES.map((code) => ({ href: `/docs/errors/${code}`, label: code })),
    },
  ];
}
