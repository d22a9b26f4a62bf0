import type { Kind, ObjectTypes, Stored } from "./model";
import type { PageQuery } from "./store";
import { invalid, noSuch } from "./wire/failures";
import type { Params } from "./wire/params";
import type { Work } from "./work";

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

export interface ListOf<T> {
  readonly object: "list";
  readonly data: readonly T[];
  readonly has_more: boolean;
  readonly url: string;
}

/** The cursor and the limit of a list call, as every list of Stripe's takes them. */
export function pageOf(params: Params): Omit<PageQuery, "where"> {
  const limit = params.integer("limit") ?? DEFAULT_LIMIT;
  if (limit < 1 || limit > MAX_LIMIT) {
    throw invalid(`This value must be greater than or equal to 1 and at most ${MAX_LIMIT}.`, {
      code: "parameter_invalid_integer",
      param: "limit",
    });
  }
  const startingAfter = params.text("starting_after");
  const endingBefore = params.text("ending_before");
  if (startingAfter !== null && endingBefore !== null) {
    throw invalid("Received both starting_after and ending_before; pass only one.");
  }
  return { created: createdOf(params), startingAfter, endingBefore, limit };
}

function createdOf(params: Params): PageQuery["created"] {
  const range = params.child("created");
  if (range === null) {
    const exact = params.integer("created");
    return exact === null ? {} : { gte: exact, lte: exact };
  }
  const created: { gt?: number; gte?: number; lt?: number; lte?: number } = {};
  for (const bound of ["gt", "gte", "lt", "lte"] as const) {
    const seconds = range.integer(bound);
    if (seconds !== null) created[bound] = seconds;
  }
  return created;
}

export type Where = Readonly<Partial<Record<Exclude<keyof PageQuery["where"], "fields">, string | null>>> & {
  readonly fields?: Readonly<Record<string, string | null>>;
};

/** One page of objects; the cursor must name an object of the kind. */
export async function listStored<K extends Kind>(
  work: Work,
  kind: K,
  params: Params,
  where: Where = {},
): Promise<{ readonly objects: readonly Stored<K>[]; readonly hasMore: boolean }> {
  const page = pageOf(params);
  const cursor = page.startingAfter ?? page.endingBefore;
  if (cursor !== null && (await work.find(kind, cursor)) === null) {
    throw noSuch(kind, cursor, page.startingAfter === null ? "ending_before" : "starting_after");
  }
  const found = await work.store.page(kind, { ...page, where: present(where) });
  work.keep(found.objects);
  return { objects: found.objects as readonly Stored<K>[], hasMore: found.hasMore };
}

/** The same as the API shows it. */
export async function list<K extends Kind>(
  work: Work,
  kind: K,
  params: Params,
  url: string,
  where: Where = {},
): Promise<ListOf<ObjectTypes[K]["data"]>> {
  const { objects, hasMore } = await listStored(work, kind, params, where);
  return { object: "list", data: objects.map((stored) => stored.data), has_more: hasMore, url };
}

function present(where: Where): PageQuery["where"] {
  const fields = Object.entries(where.fields ?? {}).filter((entry): entry is [string, string] => entry[1] !== null);
  return {
    ...(typeof where.parent === "string" ? { parent: where.parent } : {}),
    ...(typeof where.customer === "string" ? { customer: where.customer } : {}),
    ...(typeof where.transferGroup === "string" ? { transferGroup: where.transferGroup } : {}),
    ...(fields.length === 0 ? {} : { fields: Object.fromEntries(fields) }),
  };
}

/** A list inside an object, such as a transfer's reversals. */
export function emptyList(url: string): { object: "list"; data: never[]; has_more: boolean; url: string } {
  return { object: "list", data: [], has_more: false, url };
}
