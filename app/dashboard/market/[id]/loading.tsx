export { JobSkeleton as default } from "@/components/shell/page-skeleton";
