import { runtime } from "@/lib/api/core/edge";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TextLink } from "@/components/docs/article";
import { Endpoint } from "@/components/docs/endpoint";
import { slugOf, tagView, TAGS } from "../../source/endpoints";

interface Props {
  readonly params: Promise<{ readonly tag: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { tag } = await params;
  const title = TAGS.find((one) => slugOf(one) === tag) ?? "Not found";
  return { title: `${title}, API reference` };
}

export default async function TagPage({ params }: Props) {
  const view = tagView((await params).tag, runtime().settings.appUrl);
  if (view === null) notFound();
  const { title, endpoints } = view;
  return (
    <article>
      <header className="space-y-2 pb-10">
        <h1 className="text-3xl font-semibold">{title}</h1>
        <p className="max-w-2xl text-lg text-ink-muted">
          {endpoints.length === 1 ? "One endpoint." : `${endpoints.length} endpoints.`} The samples read the token from
          the environment and work as pasted. Every POST, PATCH and DELETE takes an{" "}
          <TextLink href="/docs/idempotency">Idempotency-Key</TextLink>.
        </p>
      </header>
      {endpoints.map((endpoint) => (
        <Endpoint key={endpoint.id} endpoint={endpoint} />
      ))}
    </article>
  );
}
