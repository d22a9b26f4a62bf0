import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Article } from "@/components/docs/article";
import { guideItem, guideOf, GUIDES } from "./source/guides";

interface GuideProps {
  readonly slug: string;
  readonly children: ReactNode;
}

/** A guide's page: its title and lead come from the list of guides, and so does what follows it. */
export function Guide({ slug, children }: GuideProps) {
  const guide = guideOf(slug);
  const after = GUIDES[GUIDES.indexOf(guide) + 1];
  const next = after === undefined ? { href: "/docs/api", label: "API reference" } : guideItem(after);
  return (
    <Article title={guide.title} lead={guide.about} next={next}>
      {children}
    </Article>
  );
}

export function guideMetadata(slug: string): Metadata {
  const { title, about } = guideOf(slug);
  return { title, description: about };
}
