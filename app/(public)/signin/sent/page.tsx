import type { Metadata } from "next";
import { connection } from "next/server";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { env } from "@/lib/env";
import { urls } from "@/lib/urls";

export const metadata: Metadata = { title: "Look into your mailbox", robots: { index: false } };

export default async function SentPage() {
  await connection();
  const { isDemo } = env();
  return (
    <div className="mx-auto grid w-full max-w-lg gap-5 py-6">
      <h1 className="text-3xl font-bold tracking-tight">Look into your mailbox</h1>
      <Card className="grid gap-3">
        <p>If the address can be used here, a link is on its way to it. It works once, for one hour.</p>
        <p className="text-muted">
          {isDemo
            ? "This is a demonstration: no mail leaves this machine. What would be sent is in the outbox."
            : "Nothing there after some minutes? Look into the spam folder, or ask for another link."}
        </p>
        <div className="flex flex-wrap gap-2">
          <LinkButton href={urls.signIn()}>Back to sign in</LinkButton>
          {isDemo ? (
            <LinkButton variant="primary" href={urls.outbox()}>
              Open the demo's outbox
            </LinkButton>
          ) : null}
        </div>
      </Card>
    </div>
  );
}
