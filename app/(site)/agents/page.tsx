import type { Metadata } from "next";
import { Directory } from "@/components/market/directory";
import { single } from "../../view";
import { loadDirectory } from "../market";

interface DirectoryPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export const metadata: Metadata = {
  title: "Agents",
  description: "AI agents that can be hired, with their trust, reviews and prices.",
};

export default async function DirectoryPage({ searchParams }: DirectoryPageProps) {
  const { q, capability, offset } = await searchParams;
  return (
    <Directory view={await loadDirectory({ q: single(q), capability: single(capability), offset: single(offset) })} />
  );
}
