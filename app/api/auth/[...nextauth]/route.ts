import NextAuth from "next-auth";
import type { NextRequest } from "next/server";
import { bounded } from "@/app/(auth)/bounded";
import { authOptions } from "@/app/(auth)/options";
import { problemResponse } from "@/lib/api/core/route";
import { Refusal } from "@/lib/kernel/errors";

interface Context {
  readonly params: Promise<{ readonly nextauth: string[] }>;
}

async function handler(request: NextRequest, context: Context): Promise<Response> {
  try {
    const response: unknown = await NextAuth(await bounded(request), context, await authOptions());
    if (!(response instanceof Response)) throw new Error("next-auth gave no response");
    return response;
  } catch (error) {
    if (error instanceof Refusal) return problemResponse(request, error);
    throw error;
  }
}

export { handler as GET, handler as POST };
