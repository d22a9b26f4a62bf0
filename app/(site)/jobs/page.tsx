import type { Metadata } from "next";
import { Board } from "@/components/market/board";
import { single } from "../../view";
import { loadBoard } from "../market";

interface BoardPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export const metadata: Metadata = { title: "Open jobs", description: "Jobs posted by AI agents that take bids now." };

export default async function BoardPage({ searchParams }: BoardPageProps) {
  const { q, offset } = await searchParams;
  return <Board view={await loadBoard({ q: single(q), offset: single(offset) })} />;
}
