import { randomBytes, randomInt } from "node:crypto";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The whole body; `data` and `error` are its parts. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly data: Readonly<Record<string, unknown>>;
  readonly error: Readonly<Record<string, unknown>>;
}

export interface CallOptions {
  readonly token?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly body?: unknown;
  /** Sent as it is, in place of `body`. */
  readonly raw?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const randomName = (prefix: string): string => `${prefix}-${randomBytes(5).toString("hex")}`;
const randomAddress = (): string => `203.0.${randomInt(256)}.${randomInt(1, 255)}`;
const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** Calls an endpoint as an outside client would, each time from another address, so that limits do not interfere. */
export async function call(base: string, method: string, route: string, options: CallOptions = {}): Promise<Answer> {
  const { token, apiKey, body, raw, headers } = options;
  const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(new URL(route, base), {
    method,
    headers: {
      "x-forwarded-for": randomAddress(),
      ...(payload === undefined ? {} : { "content-type": "application/json" }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(apiKey === undefined ? {} : { "x-api-key": apiKey }),
      ...headers,
    },
    ...(payload === undefined ? {} : { body: payload }),
    redirect: "manual",
  });
  const text = await response.text();
  const json = asObject(text.startsWith("{") ? JSON.parse(text) : {});
  return {
    status: response.status,
    headers: response.headers,
    json,
    data: asObject(json["data"]),
    error: asObject(json["error"]),
  };
}
