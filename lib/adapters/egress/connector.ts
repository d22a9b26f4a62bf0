import dns from "node:dns";
import net, { type LookupFunction } from "node:net";
import { buildConnector } from "undici";
import { refuseAddress } from "./address";
import type { EgressPolicy } from "./target";

/** Asks for all addresses of a name; Node's resolver unless a test stands in. */
export type Resolver = (hostname: string) => Promise<readonly dns.LookupAddress[]>;

export const systemResolver: Resolver = (hostname) => dns.promises.lookup(hostname, { all: true });

/** Thrown inside a connection attempt that the policy refuses. */
export class ForbiddenTarget extends Error {
  override readonly name = "ForbiddenTarget";
}

/**
 * Connects to allowed addresses only. The check stands between the answer of the resolver and the connection made to
 * that very answer, so that a name cannot resolve to one address for the check and another for the connection.
 */
export function guardedConnector(
  policy: EgressPolicy,
  resolve: Resolver,
  connectTimeoutMs: number,
): buildConnector.connector {
  const rule = { allowLoopback: policy.allowInsecure };
  const options = { timeout: connectTimeoutMs, allowH2: false };
  const connectFreely = buildConnector(options);
  const connectGuarded = buildConnector({ ...options, lookup: guardedLookup(resolve, rule) });
  return (target, callback) => {
    if (policy.allowHosts.has(target.hostname)) return connectFreely(target, callback);
    const literal = target.hostname.replace(/^\[|\]$/g, "");
    // An address needs no resolver, so nothing else would check it.
    const refusal = net.isIP(literal) === 0 ? null : refuseAddress(literal, rule);
    if (refusal !== null) return callback(new ForbiddenTarget(refusal), null);
    return connectGuarded(target, (...[error, socket]) => {
      if (error !== null) return void callback(error, null);
      const unexpected = refuseAddress(socket.remoteAddress ?? "", rule);
      if (unexpected === null) return void callback(null, socket);
      socket.destroy();
      return void callback(new ForbiddenTarget(unexpected), null);
    });
  };
}

/** Of all that a name resolves to, what may be connected to; an error where nothing is left. */
function guardedLookup(resolve: Resolver, rule: { readonly allowLoopback: boolean }): LookupFunction {
  return (hostname, options, callback) => {
    const answer = async (): Promise<dns.LookupAddress[]> => {
      const found = (await resolve(hostname)).filter(({ family }) => !options.family || family === options.family);
      const allowed = found.filter(({ address }) => refuseAddress(address, rule) === null);
      if (allowed.length > 0) return allowed;
      const first = found[0];
      if (first === undefined) throw new Error(`${hostname} has no address`);
      throw new ForbiddenTarget(refuseAddress(first.address, rule) ?? `${hostname} is forbidden`);
    };
    answer().then(
      (allowed) => {
        const first = allowed[0];
        if (options.all || first === undefined) callback(null, allowed);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error("lookup failed"), ""),
    );
  };
}
