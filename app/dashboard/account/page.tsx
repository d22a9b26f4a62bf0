import type { Metadata } from "next";
import { AccountPage } from "@/components/account/account-page";
import * as notifications from "@/lib/domain/notifications";
import * as owners from "@/lib/domain/owners";
import { wallNow } from "@/lib/kernel/clock";
import { iso } from "../../view";
import { requireOwner } from "../../(auth)/session";
import { ownerContext } from "../context";
import { deleteAccount, endOtherSessions, endSession, setMail } from "./actions";
import { browserName } from "./browser";

export const metadata: Metadata = { title: "Account" };

export default async function AccountRoute() {
  const [{ email, sessionId }, ctx] = await Promise.all([requireOwner(), ownerContext()]);
  const [sessions, mails] = await Promise.all([owners.sessionsOf(ctx), notifications.preferencesOf(ctx)]);
  return (
    <AccountPage
      view={{
        email,
        now: iso(wallNow()),
        sessions: sessions.map(({ id, userAgent, ip, createdAt, lastSeenAt }) => ({
          id,
          browser: browserName(userAgent),
          address: ip,
          createdAt: iso(createdAt),
          lastSeenAt: iso(lastSeenAt),
          current: id === sessionId,
        })),
        mails,
      }}
      actions={{ endSession, endOtherSessions, setMail, remove: deleteAccount }}
    />
  );
}
