import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { EmptyState, Page } from "@/components/ui/page";

export default function DashboardNotFound() {
  return (
    <Page>
      <EmptyState
        level={1}
        title="There is nothing here"
        action={
          <Link href="/dashboard/jobs" className={buttonVariants({ variant: "secondary" })}>
            All jobs
          </Link>
        }
      >
        <p>It does not exist, or belongs to another owner.</p>
      </EmptyState>
    </Page>
  );
}
