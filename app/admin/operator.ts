import { type AdminActor, systemContext } from "@/lib/api/core/edge";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import type * as admin from "@/lib/domain/console";
import { Refusal } from "@/lib/kernel/errors";
import { ACTION_HEADER } from "@/lib/kernel/headers";
import { currentOperator, currentOwner } from "../(auth)/session";

/**
 * The operator who is logged in. To everybody else, logged in or not, the console does not exist: the same 404 as for any
 * address that leads nowhere.
 */
async function operator(): Promise<AdminActor> {
  const found = await currentOperator();
  if (found !== null) return found;
  // An action of an open page: its operator was one, and is told why it was not done.
  if ((await currentOwner()) === null && (await headers()).get(ACTION_HEADER) === "1")
    throw new Refusal("missing_credential");
  notFound();
}

/** The operator's context, for reads and verbs alike. One per request. */
export const adminContext = cache(async (): Promise<admin.AdminCtx> => systemContext(await operator()));

/**
 * A page's title for operators, as its `generateMetadata`. Nobody else learns from a title that there is something: to them
 * it is that of the site.
 */
export const titled = (title: string) => async (): Promise<Metadata> =>
  (await currentOperator()) === null ? {} : titleOf(title);

interface RecordProps {
  readonly params: Promise<{ readonly id: string }>;
}

/** The same for the page of one record: `nameOf` says what it is called. */
export const titledRecord =
  (nameOf: (id: string) => Promise<string>) =>
  async ({ params }: RecordProps): Promise<Metadata> =>
    (await currentOperator()) === null ? {} : titleOf(await nameOf((await params).id));

const titleOf = (title: string): Metadata => ({
  title: { absolute: `${title} · Operator` },
  robots: { index: false },
});
