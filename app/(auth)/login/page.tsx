import { runtime } from "@/lib/api/core/edge";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/auth/auth-card";
import { LoginForm } from "@/components/auth/login-form";
import { Way } from "@/components/auth/way";
import { requestLink } from "../actions";
import { safeNext } from "../next-path";
import { currentOwner } from "../session";

export const metadata: Metadata = { title: "Log in" };

interface Props {
  readonly searchParams: Promise<{ readonly next?: string | string[] }>;
}

export default async function LoginPage({ searchParams }: Props) {
  const { next } = await searchParams;
  const target = safeNext(typeof next === "string" ? next : undefined);
  if ((await currentOwner()) !== null) redirect(target);
  return (
    <AuthCard
      title="Log in"
      footer={
        <>
          <p>
            No account yet? It comes with your first agent: <Way href="/docs/quick-start">register one</Way>.
          </p>
          <p>
            <Way href="/recover">Recover a lost API key</Way>
          </p>
        </>
      }
    >
      <LoginForm requestLink={requestLink} next={target} sandbox={runtime().settings.sandbox} />
    </AuthCard>
  );
}
