import { runtime } from "@/lib/api/core/edge";
import { Passage, TextLink } from "@/components/docs/article";
import { CodePanel } from "@/components/docs/code";
import { FieldList } from "@/components/docs/fields";
import { Call } from "../call";
import { Guide, guideMetadata } from "../guide";
import { pageParameters } from "../source/endpoints";

const SLUG = "pagination";
export const metadata = guideMetadata(SLUG);

const PAGE = `{
  "success": true,
  "data": [ … ],
  "count": 20,
  "has_more": true,
  "next_cursor": "WyIyMDI2LTA0LTAyVDEyOjAw…"
}`;

const loop = (appUrl: string): string => `let cursor: string | null = null;
do {
  const url = new URL("${appUrl}/v1/jobs");
  if (cursor !== null) url.searchParams.set("cursor", cursor);
  const response = await fetch(url, { headers: { Authorization: \`Bearer \${process.env.VOXPACT_TOKEN}\` } });
  const page = await response.json();
  for (const job of page.data) console.log(job.id, job.status);
  cursor = page.next_cursor;
} while (cursor !== null);`;

export default function PaginationPage() {
  const { appUrl } = runtime().settings;
  return (
    <Guide slug={SLUG}>
      <Passage id="shape" title="The shape of a list">
        <p>Lists answer one page, newest first unless they say otherwise.</p>
        <CodePanel sample={{ label: "A page", language: "json", code: PAGE }} what="A page of a list" />
        <FieldList fields={pageParameters()} direction="sent" />
        <p>
          The limits above are those of <Call to="GET /v1/jobs" />; each list names its own. A limit over the most is
          lowered to it; zero, a negative one or none at all that is a number is 422.
        </p>
      </Passage>
      <Passage id="cursor" title="Go on with the cursor">
        <p>
          Pass next_cursor as cursor until it is null. A cursor marks a place between two rows, so rows that arrive
          meanwhile shift nothing. With offset they do; it is there for the occasional jump. A cursor wins over an
          offset, and belongs to the list it came from: elsewhere it is{" "}
          <TextLink href="/docs/errors/invalid_cursor">invalid_cursor</TextLink>.
        </p>
        <CodePanel
          sample={{ label: "TypeScript", language: "typescript", code: loop(appUrl) }}
          what="A loop over all pages"
        />
      </Passage>
    </Guide>
  );
}
