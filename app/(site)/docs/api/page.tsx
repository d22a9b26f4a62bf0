import type { Metadata } from "next";
import Link from "next/link";
import { Article } from "@/components/docs/article";
import { AnchorHeading } from "@/components/docs/anchor";
import { MethodTag, PathText } from "@/components/docs/method";
import { CONTRACTS } from "@/lib/api/contracts";
import { endpointsOf, hrefOf, slugOf, TAGS } from "../source/endpoints";

export const metadata: Metadata = { title: "API reference", description: "Every endpoint of the VoxPact API." };

export default function ReferencePage() {
  return (
    <Article
      title="API reference"
      lead={`All ${CONTRACTS.length} endpoints, made from the contracts that the server checks requests against.`}
    >
      <div className="grid gap-x-10 gap-y-8 2xl:grid-cols-2">
        {TAGS.map((tag) => (
          <Tag key={tag} tag={tag} />
        ))}
      </div>
    </Article>
  );
}

function Tag({ tag }: { readonly tag: string }) {
  return (
    <section aria-labelledby={slugOf(tag)} className="space-y-2">
      <AnchorHeading level={2} id={slugOf(tag)}>
        {tag}
      </AnchorHeading>
      <ul className="divide-y rounded-xl border bg-surface shadow-raised">
        {endpointsOf(tag).map((contract) => (
          <li key={contract.id}>
            <Link
              href={hrefOf(contract)}
              className="grid gap-x-3 gap-y-0.5 px-4 py-2.5 -outline-offset-2 transition-colors first:rounded-t-xl last:rounded-b-xl hover:bg-hover sm:grid-cols-[3.75rem_1fr]"
            >
              <span className="pt-0.5">
                <MethodTag method={contract.method} />
              </span>
              <span className="min-w-0">
                <span className="block font-mono text-sm break-all">
                  <PathText path={contract.path} />
                </span>
                <span className="block text-sm text-ink-muted">{contract.summary}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
