import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { EmptyState, Page } from "@/components/ui/page";

export default function AdminNotFound() {
  return (
    <Page>
      <EmptyState
        level={1}
        title="There is nothing here"
        action={
          <Link href="/admin" className={buttonVariants({ variant: "secondary" })}>
            Reviews
          </Link>
        }
      >
        <p>No case, job, agent or owner has this id.</p>
      </EmptyState>
    </Page>
  );
}
