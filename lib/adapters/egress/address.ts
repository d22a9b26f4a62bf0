import net from "node:net";
import ipaddr from "ipaddr.js";

/** A cloud's metadata service that hides behind a public address (Azure's wire server). */
const METADATA_SERVICES = new Set(["168.63.129.16"]);
/** Global unicast is all of IPv6 that is routed; the rest is special or not assigned. */
const GLOBAL_UNICAST: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse("2000::"), 3];

/**
 * Why nobody may be sent to this address, or null. Everything but public unicast is refused, the forms of IPv6 that carry
 * an IPv4 address inside (mapped, NAT64, 6to4, Teredo) included; `allowLoopback` lets 127.0.0.0/8 and ::1 through.
 */
export function refuseAddress(address: string, { allowLoopback }: { readonly allowLoopback: boolean }): string | null {
  // Node's parser is the strict one; a zone names an interface of this machine.
  if (net.isIP(address) === 0 || address.includes("%")) return `${address} is no IP address`;
  const parsed = ipaddr.parse(address);
  const range = parsed.range();
  if (range === "loopback" && allowLoopback) return null;
  if (range !== "unicast") return `${address} is no public address (${range})`;
  if (parsed instanceof ipaddr.IPv6 && !parsed.match(GLOBAL_UNICAST))
    return `${address} is no public address (unassigned)`;
  if (METADATA_SERVICES.has(parsed.toString())) return `${address} is a cloud's metadata service`;
  return null;
}
