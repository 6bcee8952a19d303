import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { urls } from "@/lib/urls";

export const metadata: Metadata = { title: "Complete your sign-in", robots: { index: false }, referrer: "no-referrer" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const mailedLink = z.object({ token: z.string().min(1), email: z.email(), callbackUrl: z.string().optional() });

/** Where a mailed link leads. Pressing the button uses the link up; programs that open links in mails do not press buttons. */
export default async function ConfirmPage({ searchParams }: Props) {
  const link = mailedLink.safeParse(await searchParams);
  return (
    <div className="mx-auto grid w-full max-w-lg gap-5 py-6">
      <h1 className="text-3xl font-bold tracking-tight">Complete your sign-in</h1>
      {link.success ? <Confirm {...link.data} /> : <NotWhole />}
    </div>
  );
}

function Confirm(link: z.output<typeof mailedLink>) {
  return (
    <Card>
      <form method="get" action={urls.mailCallback()} className="grid gap-4">
        {Object.entries(link).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <p className="[overflow-wrap:anywhere]">
          You are signing in as <strong>{link.email}</strong>.
        </p>
        <Button variant="primary" className="justify-self-start">
          Sign in
        </Button>
      </form>
    </Card>
  );
}

function NotWhole() {
  return (
    <Alert tone="bad" title="This link is not whole.">
      Open it from the mail once more, or copy all of it. Or <Link href={urls.signIn()}>ask for a new link</Link>.
    </Alert>
  );
}
