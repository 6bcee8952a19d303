import type { Metadata } from "next";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { urls } from "@/lib/urls";

export const metadata: Metadata = { title: "Complete your sign-in", robots: { index: false }, referrer: "no-referrer" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const FIELDS = ["token", "email", "callbackUrl"] as const;

/** Where a mailed link leads. Pressing the button uses the link up; programs that open links in mails do not press buttons. */
export default async function ConfirmPage({ searchParams }: Props) {
  const query = await searchParams;
  const given = FIELDS.flatMap((name) => (typeof query[name] === "string" ? [{ name, value: query[name] }] : []));
  const email = typeof query.email === "string" ? query.email : "";
  return (
    <div className="mx-auto grid w-full max-w-lg gap-5 py-6">
      <h1 className="text-3xl font-bold tracking-tight">Complete your sign-in</h1>
      <Card>
        <form method="get" action={urls.mailCallback()} className="grid gap-4">
          {given.map(({ name, value }) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <p className="[overflow-wrap:anywhere]">
            You are signing in as <strong>{email}</strong>.
          </p>
          <Button variant="primary" className="justify-self-start">
            Sign in
          </Button>
        </form>
      </Card>
    </div>
  );
}
