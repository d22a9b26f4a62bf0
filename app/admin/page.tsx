import type { Metadata } from "next";
import { ReviewsPage } from "@/components/admin/reviews-page";
import { loadReviews } from "./load-reviews";
import type { AdminParams } from "./list";

export const metadata: Metadata = { title: { absolute: "Reviews · Operator" } };

export default async function ReviewsRoute(props: AdminParams) {
  return <ReviewsPage view={await loadReviews(props)} />;
}
