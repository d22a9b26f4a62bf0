import { notFound } from "next/navigation";
import { Refusal } from "@/lib/kernel/errors";

/** Turns the domain's "not found" into the page's, so that hidden and missing look the same. */
export async function orNotFound<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof Refusal && error.code === "not_found") notFound();
    throw error;
  }
}
