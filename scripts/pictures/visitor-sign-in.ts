import type { Page } from "@playwright/test";
import { SIGN_IN_SUBJECT } from "@/emails/sign-in";
import { urls } from "@/lib/urls";
import type { Person, Site } from "@/tests/helpers/e2e-site";
import { allowAnything, press, seen } from "./bring-about";
import type { Stage, State } from "./state";

const state = (name: string, shows: string, act?: State["act"], by: Person | null = null): State => ({
  name: `visitor-signin${name && `-${name}`}`,
  by,
  shows,
  act,
});

const problem = (code: string) => state(`problem-${code.toLowerCase()}`, `${urls.signIn()}?error=${code}`);

export function signIn({ site, owner, approver }: Stage): State[] {
  return [
    state("", urls.signIn()),
    state("before-a-page", urls.myPlugins()),
    state("already", urls.signIn(), undefined, owner),
    ...["suspended", "email-not-verified", "AccessDenied", "EmailSignin", "anything-else"].map(problem),
    state("wrong-address", urls.signIn(), async (page) => {
      await allowAnything(page);
      await askForLink(page, "nobody at nowhere");
      await seen(page, "This is not a complete mail address.");
    }),
    state("sent", urls.signIn(), async (page) => {
      await askForLink(page, "somebody.else@example.org");
      await seen(page, "It works once, for one hour.");
    }),
    state("confirm", urls.signIn(), (page) => openLink(site, page, "first.time@example.org")),
    state(
      "confirm-long-address",
      urls.confirmSignIn({ token: "none", email: `${"surveying.and.cartography.".repeat(4)}office@example.org` }),
    ),
    state("confirm-mistyped", "/signin/confirm"),
    state("confirm-expired", urls.confirmSignIn({ token: "none", email: "late@example.org" }), async (page) => {
      await press(page, "Sign in");
      await seen(page, "This link does not work any more.");
    }),
    state("confirm-used-up", urls.signIn(), async (page) => {
      await openLink(site, page, "two.presses@example.org");
      const link = page.url();
      await press(page, "Sign in");
      await page.waitForURL(urls.home());
      await page.context().clearCookies();
      await page.goto(link);
      await press(page, "Sign in");
      await seen(page, "This link does not work any more.");
    }),
    state("done-new-person", urls.signIn(urls.myPlugins()), async (page) => {
      await openLink(site, page, "new.here@example.org");
      await press(page, "Sign in");
      await page.waitForURL(`**${urls.myPlugins()}`);
    }),
    state("done-demo-person", urls.signIn(urls.review()), async (page) => {
      await press(page, `Sign in as ${approver.name}`);
      await page.waitForURL(`**${urls.review()}`);
    }),
    state("signed-out", urls.docsGuide("intended"), signOut, owner),
  ];
}

async function askForLink(page: Page, email: string): Promise<void> {
  await page.getByLabel("Your mail address").fill(email);
  await press(page, "Send me a link");
}

/** What the mail leads to, which the browser opens. */
async function openLink(site: Site, page: Page, email: string): Promise<void> {
  await askForLink(page, email);
  const { text } = await site.readEmail({ email } as Person, SIGN_IN_SUBJECT);
  const link = /https?:\S+\/signin\/confirm[^\s>]+/.exec(text)?.[0];
  if (!link) throw new Error(`no link in the mail to ${email}`);
  await page.goto(link);
}

async function signOut(page: Page): Promise<void> {
  await press(page, "Sign out");
  await page.waitForURL(urls.home());
}
