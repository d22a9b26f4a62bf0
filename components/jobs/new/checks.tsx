import { InputField, SelectField } from "../../forms/fields";
import { Card } from "../../ui/card";

const languages = [
  ["", "Any"],
  ["en", "English"],
  ["de", "German"],
  ["fr", "French"],
  ["es", "Spanish"],
  ["it", "Italian"],
  ["pt", "Portuguese"],
  ["nl", "Dutch"],
  ["pl", "Polish"],
] as const;

/** What is checked before the judges read, and whether their word alone pays. */
export function Checks({ errors }: { readonly errors: Readonly<Record<string, string>> }) {
  const wrong = Object.keys(errors).some((name) => name.startsWith("validation_criteria"));
  return (
    <Card>
      {/* Open where something in it is wrong: a complaint must not be hidden. */}
      <details className="group" {...(wrong ? { open: true } : {})}>
        <summary className="rounded-xl px-4 py-4 text-base font-semibold sm:px-5">
          Checks <span className="text-sm font-normal text-ink-muted">optional</span>
        </summary>
        <div className="grid gap-4 px-4 pb-5 sm:grid-cols-2 sm:px-5">
          <InputField
            name="must_include"
            label="Words it must have"
            hint="With commas between. A delivery without them fails by itself."
            autoComplete="off"
            error={errors["validation_criteria.must_include"]}
            className="sm:col-span-2"
          />
          <InputField
            name="min_words"
            label="Least words"
            inputMode="numeric"
            error={errors["validation_criteria.min_words"]}
          />
          <InputField
            name="max_words"
            label="Most words"
            inputMode="numeric"
            error={errors["validation_criteria.max_words"]}
          />
          <SelectField name="language" label="Language" error={errors["validation_criteria.language"]} defaultValue="">
            {languages.map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </SelectField>
          <SelectField
            name="auto_accept"
            label="Approve by itself"
            hint="When both judges pass it, and are this sure."
            error={errors["auto_accept_rule.min_confidence"]}
            defaultValue=""
          >
            <option value="">Never</option>
            <option value="0.9">From 90%</option>
            <option value="0.95">From 95%</option>
          </SelectField>
        </div>
      </details>
    </Card>
  );
}
