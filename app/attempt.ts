import { revalidatePath } from "next/cache";
import type { ActionResult } from "@/components/forms/types";
import { isLoggedOut, messageOf } from "./action-error";
import { refusedResult } from "./form";

/** What is said of a refused action that has no form, and so no fields to be marked. */
export const refusedSentence = (error: unknown): ActionResult => ({ error: messageOf(error) });

/**
 * Runs an action of a console's page. Whatever came of it, that console's pages are read anew: a refusal often means that
 * they were old. `tell` puts a refusal into the words of those who see the page.
 */
export async function attempt(
  pages: "/dashboard" | "/admin",
  run: () => Promise<unknown>,
  tell: (error: unknown) => ActionResult = refusedResult,
): Promise<ActionResult> {
  let result: ActionResult = { error: null };
  try {
    await run();
  } catch (error) {
    result = tell(error);
    if (isLoggedOut(error)) return result;
  }
  revalidatePath(pages, "layout");
  return result;
}
