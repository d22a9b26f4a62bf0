import { authSecret, type Ctx, runtime, systemContext } from "@/lib/api/core/edge";
import type { NextAuthOptions, User } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import * as owners from "@/lib/domain/owners";
import { clientAddress } from "@/lib/api/core/request";
import { DAY_MS, SECOND_MS } from "@/lib/kernel/clock";
import { Refusal } from "@/lib/kernel/errors";

/** A browser stays logged in this long, on the wall clock (sandbox.md); the session's row can end it sooner. */
const SESSION_S = (30 * DAY_MS) / SECOND_MS;

/** What next-auth calls a user: the owner with the session that was opened for this browser. */
interface OwnerUser extends User {
  readonly sessionId: string;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

function header(headers: Headers | undefined, name: string): string {
  const value = headers?.[name];
  return (Array.isArray(value) ? value[0] : value) ?? "";
}

type Proof = { readonly token: string } | { readonly email: string; readonly code: string };

function proofOf(credentials: Readonly<Record<string, string>> | undefined): Proof | null {
  const { token, email, code } = credentials ?? {};
  if (token !== undefined && token !== "") return { token };
  if (email !== undefined && code !== undefined) return { email, code };
  return null;
}

/** Enters as any owner or operator, for the sandbox's demo login: its mailbox is open to everyone anyway. Null in live mode. */
async function enterDemo(email: string | undefined, headers: Headers | undefined): Promise<OwnerUser | null> {
  const ctx = await systemContext();
  if (!ctx.settings.sandbox || email === undefined) return null;
  const ownerId = await owners.accountFor(ctx, email.trim().toLowerCase());
  return ownerId === null ? null : open(ctx, ownerId, headers);
}

async function open(ctx: Ctx, ownerId: string, headers: Headers | undefined): Promise<OwnerUser> {
  const given = { get: (name: string) => header(headers, name) };
  const browser = { userAgent: given.get("user-agent"), ip: clientAddress(given, ctx.settings) };
  const { sessionId } = await owners.openSession(ctx, ownerId, browser);
  return { id: ownerId, sessionId };
}

/** Redeems a magic link or code and opens a session. Null when it does not hold: next-auth answers 401. */
async function logIn(proof: Proof | null, headers: Headers | undefined): Promise<OwnerUser | null> {
  if (proof === null) return null;
  const ctx = await systemContext();
  try {
    return await open(ctx, await owners.verifyMagicLink(ctx, proof), headers);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** next-auth gives a user on the login itself only, whatever its types say; then it is what `open` gave. */
function sessionOf(user: object | undefined): { readonly sessionId?: string } {
  if (user === undefined || !("sessionId" in user) || typeof user.sessionId !== "string") return {};
  return { sessionId: user.sessionId };
}

/** next-auth over the owner verbs: a signed JWT in a cookie that names a session row, which can be revoked. */
export async function authOptions(): Promise<NextAuthOptions> {
  const { settings, log } = runtime();
  return {
    secret: await authSecret(),
    session: { strategy: "jwt", maxAge: SESSION_S },
    useSecureCookies: settings.appUrl.startsWith("https://"),
    logger: {
      error: (code, details) => log.error({ code, details }, "next-auth failed"),
      // NEXTAUTH_URL is not used: cookies and redirects follow APP_URL, above and below.
      warn: (code) => code !== "NEXTAUTH_URL" && log.warn({ code }, "next-auth warns"),
      debug: () => undefined,
    },
    pages: { signIn: "/login", error: "/login" },
    providers: [
      Credentials({
        id: "magic",
        name: "Magic link",
        credentials: { token: {}, email: {}, code: {} },
        authorize: (credentials, request) => logIn(proofOf(credentials), request.headers),
      }),
      Credentials({
        id: "demo",
        name: "Demo owner",
        credentials: { email: {} },
        authorize: (credentials, request) => enterDemo(credentials?.email, request.headers),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => ({ ...token, ...sessionOf(user) }),
      session: ({ session, token }) => ({ ...session, sessionId: token.sessionId }),
      // Only paths of ours: a login link must not become an open redirect. The base is ours too, not next-auth's guess.
      redirect: ({ url }) => `${settings.appUrl}${/^\/(?![/\\])/.test(url) ? url : "/"}`,
    },
    events: {
      async signOut({ token }) {
        const sessionId = token.sessionId;
        if (typeof sessionId === "string") await owners.endSession(await systemContext(), sessionId);
      },
    },
  };
}
