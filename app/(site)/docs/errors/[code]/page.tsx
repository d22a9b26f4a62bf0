import { runtime } from "@/lib/api/core/edge";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Article, Passage, TextLink } from "@/components/docs/article";
import { CodePanel } from "@/components/docs/code";
import { Inline } from "@/components/docs/inline";
import { CallLink } from "@/components/docs/method";
import type { ErrorView } from "@/components/docs/types";
import { errorTitle, errorView, isErrorCode } from "../../source/errors";

interface Props {
  readonly params: Promise<{ readonly code: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).code };
}

/** Where `doc_url` of a refusal leads. */
export default async function ErrorPage({ params }: Props) {
  const { code } = await params;
  if (!isErrorCode(code)) notFound();
  const view = errorView(code, runtime().settings.appUrl);
  return (
    <Article
      title={view.code}
      lead={`HTTP ${errorTitle(view.status)}`}
      next={{ href: "/docs/errors", label: "All error codes" }}
    >
      <Passage id="meaning" title="What it means">
        <p>
          <Inline text={view.meaning} />
        </p>
      </Passage>
      <Next view={view} />
      <Passage id="example" title="What the answer looks like">
        <CodePanel
          sample={{ label: errorTitle(view.status), language: "json", code: view.example }}
          what="Example answer"
        />
      </Passage>
      <Endpoints view={view} />
    </Article>
  );
}

function Next({ view }: { readonly view: ErrorView }) {
  return (
    <Passage id="next" title="What to do next">
      {view.next.map((text) => (
        <p key={text}>
          <Inline text={text} />
        </p>
      ))}
      {view.guide !== null && (
        <p>
          Read more: <TextLink href={view.guide.href}>{view.guide.label}</TextLink>
        </p>
      )}
    </Passage>
  );
}

function Endpoints({ view }: { readonly view: ErrorView }) {
  return (
    <Passage id="endpoints" title="Who answers it">
      {view.endpoints.length === 0 ? (
        <p>
          Any endpoint may. See the{" "}
          <Link href="/docs/api" className="font-medium text-accent underline underline-offset-4">
            API reference
          </Link>
          .
        </p>
      ) : (
        <ul className="docs-calls">
          {view.endpoints.map((item) => (
            <li key={item.href}>
              <CallLink item={item} />
            </li>
          ))}
        </ul>
      )}
    </Passage>
  );
}
