import type { Metadata } from "next";
import { z } from "zod";
import { CreateTokenForm } from "@/components/tokens/create-token-form";
import { TokenList } from "@/components/tokens/token-list";
import { UploadSnippet } from "@/components/tokens/upload-snippet";
import { CardSection } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { getDb } from "@/db/context";
import { listOwnTokens, listTokenPlugins } from "@/db/queries/api-tokens";
import { env } from "@/lib/env";
import { urls } from "@/lib/urls";
import { requireSignedIn } from "../../_server/session";
import { endToken, makeToken } from "./actions";

export const metadata: Metadata = { title: "Tokens" };

const query = z.object({ plugin: z.string().max(200).optional().catch(undefined) });

export default async function TokensPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const asked = query.parse(await searchParams);
  const person = await requireSignedIn(urls.tokens(asked));
  const [{ live, ended }, plugins] = await Promise.all([listOwnTokens(getDb(), person.userId), listTokenPlugins(getDb(), person.userId)]);
  const chosen = plugins.find((one) => one.packageName.toLowerCase() === asked.plugin?.toLowerCase());
  return (
    <>
      <PageHeader
        title="Tokens"
        lead="A token lets a program, such as the one that makes your releases, upload in your name and read what was found. It cannot manage a plugin, and it never may do more than you."
        crumbs={[{ label: "My plugins", href: urls.myPlugins() }]}
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <CardSection title="New token" className="lg:order-last">
          <CreateTokenForm action={makeToken} plugins={plugins} chosen={chosen?.pluginId} />
        </CardSection>
        <div className="grid gap-5">
          {live.length === 0 ? (
            <EmptyState title={ended.length > 0 ? "No token works at the moment" : "No tokens yet"}>
              <p>Make one for each program, so that you can end one without stopping the others.</p>
            </EmptyState>
          ) : (
            <TokenList label="Tokens that work" tokens={live} revoke={endToken} now={new Date()} />
          )}
          {ended.length > 0 ? (
            <Disclosure summary={<span className="font-semibold">Tokens that have ended ({ended.length})</span>}>
              <TokenList label="Tokens that have ended" tokens={ended} now={new Date()} />
            </Disclosure>
          ) : null}
          <UploadSnippet publicUrl={env().publicUrl} packageName={(chosen ?? plugins[0])?.packageName ?? "my_plugin"} />
        </div>
      </div>
    </>
  );
}
