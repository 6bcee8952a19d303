import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { urls } from "@/lib/urls";
import { getSignedIn } from "./_server/session";

export const metadata: Metadata = { title: "Not found" };

/** Said the same whether there is something that may not be seen, or nothing. */
export default async function NotFound() {
  const person = await getSignedIn();
  return (
    <>
      <PageHeader title="There is nothing at this address" />
      <EmptyState
        title="The address may be mistyped, or the page may not be public"
        action={
          <div className="flex flex-wrap justify-center gap-2">
            <LinkButton href={urls.plugins()} variant="primary">
              Find a plugin
            </LinkButton>
            {person ? <LinkButton href={urls.myPlugins()}>My plugins</LinkButton> : <LinkButton href={urls.signIn()}>Sign in</LinkButton>}
          </div>
        }
      >
        Versions that are being checked or wait for approval are shown to their maintainers and to approvers only.{" "}
        {person ? "If that is you, you may have signed in with another account." : "If that is you, sign in."}
      </EmptyState>
    </>
  );
}
