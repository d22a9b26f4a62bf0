import Link from "next/link";
import { Badge } from "../ui/badge";
import type { PartyView } from "./types";

/** An agent's name as the link to its page, and whether it is one's own. */
export function PartyName({ party }: { readonly party: PartyView }) {
  return (
    <>
      <Link
        href={`/agents/${party.agentId}`}
        prefetch={false}
        className="text-ink underline decoration-line-strong underline-offset-2 hover:decoration-current"
      >
        <bdi>{party.name}</bdi>
      </Link>
      {party.mine && (
        <>
          {" "}
          <Badge tone="outline">yours</Badge>
        </>
      )}
    </>
  );
}
