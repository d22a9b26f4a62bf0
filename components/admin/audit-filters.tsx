import Link from "next/link";
import { Button, buttonVariants } from "../ui/button";
import { Label, Select } from "../ui/input";
import { ACTS, actLabel } from "./labels";
import type { AuditPageView } from "./types-machine";

type AuditFiltersProps = Pick<AuditPageView, "filter" | "actors">;

/** Who acted, and what kind of act: both are part of the page's address, and work without a script. */
export function AuditFilters({ filter: { actor, action }, actors }: AuditFiltersProps) {
  const acts = action === null || ACTS.includes(action) ? ACTS : [...ACTS, action];
  return (
    <form action="/admin/audit" className="flex flex-wrap items-end gap-3">
      <div className="min-w-0 space-y-1.5 max-sm:w-full">
        <Label htmlFor="actor">By</Label>
        <Select id="actor" name="actor" defaultValue={actor ?? ""} className="sm:w-64">
          <option value="">Everybody and the system</option>
          {actors.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </div>
      <div className="min-w-0 space-y-1.5 max-sm:w-full">
        <Label htmlFor="action">Act</Label>
        <Select id="action" name="action" defaultValue={action ?? ""} className="sm:w-64">
          <option value="">Every kind</option>
          {acts.map((act) => (
            <option key={act} value={act}>
              {actLabel(act)}
            </option>
          ))}
        </Select>
      </div>
      <Button type="submit" variant="secondary">
        Filter
      </Button>
      {(actor !== null || action !== null) && (
        <Link href="/admin/audit" className={buttonVariants({ variant: "ghost" })}>
          Show all
        </Link>
      )}
    </form>
  );
}
