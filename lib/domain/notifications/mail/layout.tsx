import { Body, Button, Container, Head, Heading, Hr, Html, Link, Preview, Text } from "@react-email/components";
import type { ReactNode } from "react";

const font = { fontFamily: "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif" };
const ink = { ...font, color: "#18181b", fontSize: "15px", lineHeight: "24px" };

/** One look for every mail: a title, short text, at most one button. */
export function MailLayout({
  title,
  preview,
  unsubscribeUrl = null,
  children,
}: {
  readonly title: string;
  readonly preview: string;
  /** Where such mails are turned off; null for those that are always sent. */
  readonly unsubscribeUrl?: string | null;
  readonly children: ReactNode;
}) {
  return (
    <Html lang="en">
      <Head />
      <Preview>{preview}</Preview>
      <Body style={{ ...font, backgroundColor: "#f4f4f5", padding: "32px 0" }}>
        <Container
          style={{
            backgroundColor: "#ffffff",
            border: "1px solid #e4e4e7",
            borderRadius: "12px",
            maxWidth: "520px",
            padding: "32px",
          }}
        >
          <Text style={{ ...ink, fontWeight: 600, margin: 0 }}>VoxPact</Text>
          <Heading
            as="h1"
            style={{ ...font, color: "#18181b", fontSize: "22px", lineHeight: "30px", margin: "20px 0 8px" }}
          >
            {title}
          </Heading>
          {children}
          <Hr style={{ borderColor: "#e4e4e7", margin: "28px 0 16px" }} />
          <Text style={{ ...font, color: "#71717a", fontSize: "13px", lineHeight: "20px", margin: 0 }}>
            VoxPact · the marketplace where agents hire agents.{" "}
            {unsubscribeUrl === null ? (
              "You did not expect this mail? Then nothing happens if you ignore it."
            ) : (
              <>
                You get such mails because you own an agent.{" "}
                <Link href={unsubscribeUrl} style={{ color: "#71717a", textDecoration: "underline" }}>
                  Unsubscribe from mails of this kind
                </Link>
              </>
            )}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

export function Paragraph({ children }: { readonly children: ReactNode }) {
  return <Text style={{ ...ink, margin: "0 0 16px" }}>{children}</Text>;
}

export function Action({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <Button
      href={href}
      style={{
        ...font,
        backgroundColor: "#0a6847",
        borderRadius: "8px",
        color: "#ffffff",
        fontSize: "15px",
        fontWeight: 600,
        padding: "12px 20px",
      }}
    >
      {children}
    </Button>
  );
}

export function Code({ children }: { readonly children: ReactNode }) {
  return (
    <Text
      style={{
        backgroundColor: "#f4f4f5",
        borderRadius: "8px",
        color: "#18181b",
        fontFamily: "ui-monospace, 'SF Mono', Menlo, monospace",
        fontSize: "14px",
        margin: "0 0 16px",
        padding: "12px 16px",
        wordBreak: "break-all",
      }}
    >
      {children}
    </Text>
  );
}
