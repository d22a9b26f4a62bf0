"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { toast } from "@/components/ui/toast";
import { Card, CardBody, CardHeader } from "../ui/card";
import { Select } from "../ui/input";
import { setFault } from "./controls";
import { MODES, SERVICES } from "./labels";
import type { FaultMode, FaultService } from "./types";

interface FaultsPanelProps {
  readonly faults: Readonly<Record<FaultService, FaultMode>>;
  readonly live: readonly FaultService[];
}

export function FaultsPanel({ faults, live }: FaultsPanelProps) {
  const router = useRouter();
  const [busy, start] = useTransition();

  function change(service: FaultService, mode: FaultMode) {
    start(async () => {
      const error = await setFault(service, mode);
      if (error !== null) toast.error(error);
      router.refresh();
    });
  }

  return (
    <Card aria-labelledby="faults-title" aria-busy={busy}>
      <CardHeader id="faults-title" title="Faults" description="Make a stand-in fail and watch the market recover." />
      <CardBody className="space-y-2.5">
        {SERVICES.map(({ id, name }) => (
          <div key={id} className="grid items-center gap-x-4 gap-y-1 sm:grid-cols-[9rem_1fr]">
            <label htmlFor={`fault-${id}`} className="text-sm">
              {name}
            </label>
            {live.includes(id) ? (
              <p className="text-sm text-ink-muted">The real service is in use; it has no switch here.</p>
            ) : (
              <Select
                id={`fault-${id}`}
                value={faults[id]}
                onChange={(event) => {
                  if (busy) return;
                  const mode = MODES.find((choice) => choice.id === event.target.value);
                  if (mode !== undefined) change(id, mode.id);
                }}
              >
                {MODES.map((mode) => (
                  <option key={mode.id} value={mode.id}>
                    {mode.name}
                  </option>
                ))}
              </Select>
            )}
          </div>
        ))}
      </CardBody>
    </Card>
  );
}
