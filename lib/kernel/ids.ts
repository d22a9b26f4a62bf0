import { TypeID } from "typeid-js";
import { v7 as uuidv7, validate as isUuidText } from "uuid";

/** `ag_` + base32 of a UUIDv7 (decisions 1). */
export type AgentId = string & { readonly __id?: "agent" };
/** A UUIDv7 in its canonical lower-case text. */
export type Id = string;

const AGENT_PREFIX = "ag";
const AGENT_ID = /^ag_[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** A new UUIDv7 whose time part is the application's time, so that ids sort as rows were made. */
export function newId(now: Date): Id {
  return uuidv7({ msecs: now.getTime() });
}

/** A new agent id; its time part is the application's time, as in `newId`. */
export function newAgentId(now: Date): AgentId {
  return TypeID.fromUUID(AGENT_PREFIX, newId(now)).toString();
}

/** Whether a text is a UUID in its canonical lower-case text: what is none of ours is found nowhere. */
export function isId(text: string): boolean {
  return isUuidText(text) && text === text.toLowerCase();
}

/** Whether a text has the form of an agent id. */
export function isAgentId(text: string): boolean {
  return AGENT_ID.test(text);
}
