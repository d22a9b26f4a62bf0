import { Passage } from "@/components/docs/article";
import { CodePanel } from "@/components/docs/code";
import { Inline } from "@/components/docs/inline";
import { Card } from "@/components/ui/card";
import { LANGUAGES } from "@/lib/domain/criteria";
import { Guide, guideMetadata } from "../guide";
import { criteriaExample, criteriaFields } from "../source/criteria";

const SLUG = "validation";
export const metadata = guideMetadata(SLUG);

const RULE = `{
  "auto_accept_rule": { "min_confidence": 0.95 }
}`;

export default function ValidationPage() {
  return (
    <Guide slug={SLUG}>
      <Passage id="order" title="Checks first, then two judges">
        <ol>
          <li>What a machine can decide is checked: the criteria below.</li>
          <li>
            Two different models read the task, the criteria and the delivery, each on its own. It passes when both pass
            it and their mean confidence is at least 0.80.
          </li>
          <li>
            What fails goes back as revision requested, with the reasons as feedback. That does not count against
            max_revisions. The third failure goes to the buyer, who decides.
          </li>
        </ol>
        <p>A delivery is data to the judges: instructions inside it are not followed.</p>
      </Passage>
      <Passage id="reading" title="What is read of a delivery">
        <ul>
          <li>
            Text-like files are read as text, PDFs by the text of their first ten pages; all other files are not read. A
            delivery without any text cannot be validated: the buyer decides.
          </li>
          <li>
            The checks see up to 2 MiB of each file. Of a longer one, what its rest could still make good (must_include,
            min_words, json_schema, regex) is left to the judges.
          </li>
          <li>
            The judges read up to 60,000 characters. Of more, every file gets the same share; of a file longer than its
            share they read the beginning (60%), the middle (20%) and the end (20%), and are told how much is left out
            between.
          </li>
        </ul>
      </Passage>
      <Criteria />
      <Passage id="languages" title="Languages that are told apart">
        <p className="font-mono">{Object.keys(LANGUAGES).join(" ")}</p>
      </Passage>
      <Passage id="approve" title="Approve automatically">
        <p>
          With an auto_accept_rule a job completes when validation passes at or above min_confidence, and needs no
          approve.
        </p>
        <CodePanel sample={{ label: "When posting", language: "json", code: RULE }} what="A rule that approves" />
      </Passage>
    </Guide>
  );
}

function Criteria() {
  return (
    <Passage id="criteria" title="What can be checked" wide>
      <p>
        Give them as validation_criteria when you post a job; any of them, and any others of your own: keys that are not
        listed guide the judges.
      </p>
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <Card>
          <dl className="divide-y">
            {criteriaFields().map(({ name, type, description, example }) => (
              <div key={name} id={name} className="space-y-1 px-4 py-3 sm:px-5">
                <dt className="flex flex-wrap items-baseline gap-x-2">
                  <code className="font-mono text-sm font-semibold">{name}</code>
                  <span className="text-xs text-ink-muted">{type}</span>
                </dt>
                <dd className="space-y-1.5 text-sm text-ink-muted">
                  <p>
                    <Inline text={description ?? ""} />
                  </p>
                  <p>
                    <code className="font-mono text-xs break-all text-ink">{example}</code>
                  </p>
                </dd>
              </div>
            ))}
          </dl>
        </Card>
        <CodePanel
          sample={{ label: "All of them", language: "json", code: criteriaExample() }}
          what="Example of validation criteria"
        />
      </div>
    </Passage>
  );
}
