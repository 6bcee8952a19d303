import type { Metadata } from "next";
import { connection } from "next/server";
import { offeredSignIns } from "@/app/_server/auth-providers";
import { getSignedIn } from "@/app/_server/session";
import { MailLinkForm } from "@/components/account/mail-link-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardSection } from "@/components/ui/card";
import { getDb } from "@/db/context";
import { type DemoPerson, listDemoPeople } from "@/db/queries/people";
import { env } from "@/lib/env";
import { safeReturnTo, urls } from "@/lib/urls";
import { signInAsDemoPerson, signInByMail } from "./actions";
import { problemWords } from "./problem-words";

export const metadata: Metadata = { title: "Sign in", robots: { index: false } };

interface Props {
  searchParams: Promise<{ from?: string; error?: string; callbackUrl?: string }>;
}

export default async function SignInPage({ searchParams }: Props) {
  await connection();
  const query = await searchParams;
  const from = safeReturnTo(typeof query.from === "string" ? query.from : undefined);
  const problem = problemWords(query.error);
  const offered = offeredSignIns(env());
  const person = await getSignedIn();
  return (
    <div className="mx-auto grid w-full max-w-lg gap-5 py-6">
      <header>
        <h1 className="text-3xl font-bold tracking-tight">Sign in</h1>
        <p className="mt-2 text-muted">For people who publish or review plugins. Downloading needs no account.</p>
      </header>
      {problem ? (
        <Alert tone="bad" title={problem.title} live>
          {problem.advice}
        </Alert>
      ) : null}
      {person ? <AlreadySignedIn name={person.name || person.email} /> : null}
      {env().isDemo ? <DemoPeople people={await listDemoPeople(getDb())} from={from} /> : null}
      {offered.mail ? (
        <CardSection title="With a link by mail">
          <MailLinkForm action={signInByMail} from={from} />
        </CardSection>
      ) : null}
      {offered.oauth.length > 0 ? <Providers providers={offered.oauth} from={from} /> : null}
      {!offered.mail && offered.oauth.length === 0 ? <Alert tone="warn" title="No way to sign in is set up on this server yet." /> : null}
    </div>
  );
}

function AlreadySignedIn({ name }: { name: string }) {
  return (
    <Card className="flex flex-wrap items-center justify-between gap-3">
      <p className="min-w-0 [overflow-wrap:anywhere]">
        You are signed in as <strong>{name}</strong>.
      </p>
      <form method="post" action={urls.signOut()}>
        <Button size="sm">Sign out</Button>
      </form>
    </Card>
  );
}

function Providers({ providers, from }: { providers: { id: string; name: string }[]; from: string }) {
  return (
    <CardSection title="With an account that you have">
      <div className="flex flex-wrap gap-3">
        {providers.map(({ id, name }) => (
          <form key={id} method="post" action={urls.startOAuth()}>
            <input type="hidden" name="provider" value={id} />
            <input type="hidden" name="from" value={from} />
            <Button>Continue with {name}</Button>
          </form>
        ))}
      </div>
    </CardSection>
  );
}

function roleWords(person: DemoPerson): string {
  if (person.role === "admin") return "administers the site, and may review";
  if (person.role === "approver") return "reviews versions that wait for approval";
  return person.isTrusted
    ? "publishes plugins that mostly go public by themselves when the checks pass"
    : "publishes plugins that wait for an approver";
}

function DemoPeople({ people, from }: { people: DemoPerson[]; from: string }) {
  return (
    <CardSection title="Demo: choose a person" aside="Only on this machine">
      {people.length === 0 ? <p className="text-muted">There are no demo people yet. Run “npm run seed”.</p> : null}
      <ul className="grid gap-2">
        {people.map((person) => (
          <li
            key={person.userId}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-control border border-line px-3 py-2.5"
          >
            <p className="min-w-0 grow basis-48">
              <strong>{person.name}</strong> <span className="block text-sm text-muted">{roleWords(person)}</span>
            </p>
            <form action={signInAsDemoPerson}>
              <input type="hidden" name="userId" value={person.userId} />
              <input type="hidden" name="from" value={from} />
              <Button size="sm" aria-label={`Sign in as ${person.name}`}>
                Sign in
              </Button>
            </form>
          </li>
        ))}
      </ul>
    </CardSection>
  );
}
