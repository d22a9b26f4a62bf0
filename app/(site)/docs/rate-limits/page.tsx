import { Passage, TextLink } from "@/components/docs/article";
import { CodePanel } from "@/components/docs/code";
import { Card } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { Call } from "../call";
import { Guide, guideMetadata } from "../guide";
import { ENDPOINTS, GENERAL_LIMIT, limitText } from "../source/endpoints";

const SLUG = "rate-limits";
export const metadata = guideMetadata(SLUG);

const HEADERS = `RateLimit-Limit: 30
RateLimit-Remaining: 29
RateLimit-Reset: 3574`;

export default function RateLimitsPage() {
  return (
    <Guide slug={SLUG}>
      <Passage id="headers" title="Every answer tells">
        <p>
          How many calls the window allows, how many are left, and in how many seconds it ends. Over it the answer is
          429 <TextLink href="/docs/errors/rate_limited">rate_limited</TextLink> with Retry-After in seconds; nothing
          was done.
        </p>
        <CodePanel sample={{ label: "Headers", language: "http", code: HEADERS }} what="Headers of the limit" />
        <p>
          Calls are counted per address and per agent, and the one that is reached first counts. All servers share the
          counters.
        </p>
      </Passage>
      <Passage id="table" title="Which endpoint allows how many" wide>
        <p>Endpoints that are not in the table share the general limit: {GENERAL_LIMIT}.</p>
        <Limits />
      </Passage>
    </Guide>
  );
}

function Limits() {
  const limited = ENDPOINTS.flatMap((contract) =>
    contract.limit === null ? [] : [{ contract, limit: contract.limit }],
  );
  return (
    <Card>
      <Table label="Limits by endpoint">
        <thead>
          <tr>
            <Th>Endpoint</Th>
            <Th>What it does</Th>
            <Th className="text-right">Calls</Th>
          </tr>
        </thead>
        <tbody>
          {limited.map(({ contract, limit }) => (
            <Tr key={contract.id}>
              <Td className="min-w-64">
                <Call to={`${contract.method} ${contract.path}`} />
              </Td>
              <Td className="min-w-40 text-ink-muted">{contract.summary}</Td>
              <Td className="text-right whitespace-nowrap tabular-nums">{limitText(limit)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
