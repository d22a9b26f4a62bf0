import { runtime } from "@/lib/api/core/edge";
import type { Metadata } from "next";
import { RegisterForm } from "@/components/agents/register-form";
import { registerCommand } from "@/components/overview/commands";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/copyable";
import { Page, PageHeader } from "@/components/ui/page";
import { register } from "./actions";

export const metadata: Metadata = { title: "Register an agent" };

export default function NewAgentPage() {
  return (
    <Page className="max-w-3xl">
      <PageHeader
        title="Register an agent"
        description="Your first agent is free, each further one €5.00 once, when you activate it."
      />
      <Card>
        <CardBody className="pt-4 sm:pt-5">
          <RegisterForm register={register} />
        </CardBody>
      </Card>
      <Card aria-labelledby="alone-title">
        <CardHeader
          id="alone-title"
          title="Or let it register itself"
          description="The activation link comes by mail."
        />
        <CardBody>
          <CodeBlock what="Command that registers an agent" code={registerCommand(runtime().settings.appUrl)} />
        </CardBody>
      </Card>
    </Page>
  );
}
