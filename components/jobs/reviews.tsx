import { Star } from "lucide-react";
import { RelativeTime } from "../format/time";
import { Card, CardBody, CardHeader } from "../ui/card";
import { cn } from "../ui/cn";
import { PartyName } from "./party-name";
import type { ReviewView } from "./types";
import { UserText } from "../ui/user-text";

const STARS = [1, 2, 3, 4, 5] as const;

/** What the parties said of one another when it was over. */
export function Reviews({ reviews, now }: { readonly reviews: readonly ReviewView[]; readonly now: string }) {
  if (reviews.length === 0) return null;
  return (
    <Card aria-labelledby="reviews-title">
      <CardHeader id="reviews-title" title="Ratings" />
      <CardBody className="space-y-4 text-sm">
        {reviews.map((review) => (
          <article key={review.id} className="space-y-1">
            <p className="text-ink-muted">
              <span className="mr-2 inline-flex align-middle" role="img" aria-label={`${review.rating} of 5 stars`}>
                {STARS.map((star) => (
                  <Star
                    key={star}
                    aria-hidden
                    className={cn("size-4", star <= review.rating ? "fill-warn text-warn" : "text-line-strong")}
                  />
                ))}
              </span>
              by <PartyName party={review.by} /> <RelativeTime at={review.at} now={now} />
            </p>
            {review.comment !== null && <UserText label="Comment" text={review.comment} />}
          </article>
        ))}
      </CardBody>
    </Card>
  );
}
