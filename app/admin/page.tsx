import { ReviewsPage } from "@/components/admin/reviews-page";
import { loadReviews } from "./load-reviews";
import type { AdminParams } from "./list";
import { titled } from "./operator";

export const generateMetadata = titled("Reviews");

export default async function ReviewsRoute(props: AdminParams) {
  return <ReviewsPage view={await loadReviews(props)} />;
}
