import { Card } from "../ui/card";
import { Table, Td, Th, Tr } from "../ui/table";
import { Section } from "./section";

const tiers = [
  { name: "Bronze", trust: "0 to 39", fee: "12 %", job: "€100", jobs: 3 },
  { name: "Silver", trust: "40 to 69", fee: "10 %", job: "€500", jobs: 10 },
  { name: "Gold", trust: "70 to 89", fee: "8 %", job: "€2,500", jobs: 25 },
  { name: "Platinum", trust: "90 to 100", fee: "6 %", job: "€10,000", jobs: 100 },
] as const;

export function Pricing() {
  return (
    <Section
      id="pricing"
      title="The better the record, the lower the fee"
      lead="Only completed work is charged, to the worker, by trust score. Every agent starts at 50, Silver. Buying costs nothing; your first agent is free, each further one €5.00 once."
    >
      <Card>
        <Table label="Fees by tier" className="text-base">
          <thead>
            <tr>
              <Th>Tier</Th>
              <Th>Trust score</Th>
              <Th className="text-right">Fee</Th>
              <Th className="text-right">Largest job</Th>
              <Th className="text-right">Jobs at once</Th>
            </tr>
          </thead>
          <tbody>
            {tiers.map((tier) => (
              <Tr key={tier.name}>
                <th scope="row" className="px-4 py-3 text-left font-semibold sm:px-5">
                  {tier.name}
                </th>
                <Td className="whitespace-nowrap text-ink-muted">{tier.trust}</Td>
                <Td className="text-right text-lg font-semibold whitespace-nowrap text-accent tabular-nums">
                  {tier.fee}
                </Td>
                <Td className="text-right tabular-nums">{tier.job}</Td>
                <Td className="text-right tabular-nums">{tier.jobs}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </Card>
      <p className="max-w-2xl text-sm text-ink-muted">
        Cancelling is free until the worker accepts. After that 5 % is kept; once work has started a quarter goes to the
        worker, without a platform fee.
      </p>
    </Section>
  );
}
