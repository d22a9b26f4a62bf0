import net from "node:net";
import { refuseAddress } from "./address";

export interface EgressPolicy {
  /** The sandbox: http and loopback are let through. */
  readonly allowInsecure: boolean;
  /** Host names that are trusted whatever they resolve to, and over http too. */
  readonly allowHosts: ReadonlySet<string>;
}

const MAX_URL_LENGTH = 2_048;
// What URL parsers drop or turn around silently: control characters, spaces, backslashes.
const AMBIGUOUS = /[\u0000-\u0020\u007f\\]/;
/** The host as it is written, before the parser makes it canonical. */
const WRITTEN_HOST = /^[a-z]+:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)/i;
/** Names that no public DNS answers. */
const PRIVATE_SUFFIXES = [".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa", ".corp", ".home"];

/** Why a URL can never be a target, by its text alone, or null. Names are judged by their address when connecting. */
export function refuseUrl(text: string, policy: EgressPolicy): string | null {
  if (text.length > MAX_URL_LENGTH) return `the URL is longer than ${MAX_URL_LENGTH} characters`;
  if (AMBIGUOUS.test(text)) return "the URL contains spaces, backslashes or control characters";
  const url = URL.parse(text);
  const written = WRITTEN_HOST.exec(text)?.[1] ?? "";
  if (url === null || written === "") return "the URL is not valid";
  const trusted = policy.allowHosts.has(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && (policy.allowInsecure || trusted))) {
    return policy.allowInsecure ? "the URL must begin with https:// or http://" : "the URL must begin with https://";
  }
  if (url.username !== "" || url.password !== "") return "the URL contains credentials";
  if (url.port === "0") return "port 0 cannot be connected to";
  return trusted ? null : refuseHost(url.hostname, written, policy);
}

function refuseHost(hostname: string, written: string, { allowInsecure }: EgressPolicy): string | null {
  const address = hostname.replace(/^\[|\]$/g, "");
  if (net.isIP(address) !== 0) {
    // 2130706433, 0x7f.1 or 127.0.0.1. mean an address and hide it.
    if (net.isIPv4(address) && written !== hostname) return `write the address as ${hostname}`;
    return refuseAddress(address, { allowLoopback: allowInsecure });
  }
  if (hostname === "" || hostname.endsWith(".")) return "the URL's host name is empty or ends in a dot";
  if (hostname === "localhost") return allowInsecure ? null : "localhost is no public host";
  if (PRIVATE_SUFFIXES.some((suffix) => hostname.endsWith(suffix))) return `${hostname} is no public host`;
  if (!hostname.includes(".") && !allowInsecure) return `${hostname} is no public host`;
  return null;
}
