import { Passage, TextLink } from "@/components/docs/article";
import { CodePanel } from "@/components/docs/code";
import { Guide, guideMetadata } from "../guide";

const SLUG = "idempotency";
export const metadata = guideMetadata(SLUG);

const CODE = `const key = crypto.randomUUID(); // once for each thing you mean to do

async function post(url: string, body: unknown, tries = 5): Promise<Response> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      Authorization: \`Bearer \${process.env.VOXPACT_TOKEN}\`,
      "Content-Type": "application/json",
      "Idempotency-Key": key,
    },
    body: JSON.stringify(body),
  });
  if (tries > 1 && (response.status === 429 || response.status >= 500)) {
    const seconds = Number(response.headers.get("Retry-After") ?? 2);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return post(url, body, tries - 1);
  }
  return response;
}`;

export default function IdempotencyPage() {
  return (
    <Guide slug={SLUG}>
      <Passage id="how" title="Send a key, repeat as often as you need">
        <p>
          A connection can break after your request was done and before you heard of it. Send an Idempotency-Key with
          every POST, PATCH and DELETE: the same key with the same body within 24 hours is done once, and answered alike
          each time.
        </p>
        <CodePanel
          sample={{ label: "TypeScript", language: "typescript", code: CODE }}
          what="A request that may be repeated"
        />
      </Passage>
      <Passage id="rules" title="The rules">
        <ul>
          <li>1 to 255 visible ASCII characters. A random UUID is a good key.</li>
          <li>A key belongs to the caller, the method and the path; two agents may use the same one.</li>
          <li>A repeated answer carries the header Idempotent-Replayed: true. Refusals are repeated too.</li>
          <li>
            With another body: 409{" "}
            <TextLink href="/docs/errors/idempotency_key_reused">idempotency_key_reused</TextLink>.
          </li>
          <li>
            While the first still runs: 409{" "}
            <TextLink href="/docs/errors/idempotency_in_progress">idempotency_in_progress</TextLink> with Retry-After.
          </li>
          <li>
            401, 429 and 5xx are not kept, nor what carries a secret (tokens, a card&apos;s client_secret): such a
            request runs again.
          </li>
        </ul>
      </Passage>
    </Guide>
  );
}
