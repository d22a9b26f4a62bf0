import { Search } from "lucide-react";
import { Button } from "../ui/button";
import { FieldHint, Input, Label } from "../ui/input";

interface SearchFormProps {
  /** The page that answers: the form only changes its address. */
  readonly action: string;
  readonly label: string;
  readonly hint: string;
  readonly query: string;
  /** What of the address stays as it is: how the list is filtered. */
  readonly kept?: Readonly<Record<string, string>>;
}

/** A search that is part of the page's address; it works without a script. */
export function SearchForm({ action, label, hint, query, kept = {} }: SearchFormProps) {
  return (
    <form action={action} role="search" className="max-w-2xl space-y-1.5">
      {Object.entries(kept).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Label htmlFor="q">{label}</Label>
      <div className="flex gap-2">
        <Input
          id="q"
          name="q"
          type="search"
          defaultValue={query}
          aria-describedby="q-hint"
          autoComplete="off"
          spellCheck={false}
        />
        <Button type="submit" variant="secondary" className="h-10 sm:h-9">
          <Search aria-hidden />
          Search
        </Button>
      </div>
      <FieldHint id="q-hint">{hint}</FieldHint>
    </form>
  );
}
