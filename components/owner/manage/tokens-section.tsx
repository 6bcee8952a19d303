import { urls } from "@/lib/urls";
import { plural } from "../../scan/words";
import { EndsSoon } from "../../tokens/ends-soon";
import { RevokeToken } from "../../tokens/revoke-token";
import { CardSection } from "../../ui/card";
import { Time } from "../../ui/time";
import type { FormAction } from "../action-form";

export interface PluginTokensView {
  own: {
    tokenId: string;
    name: string;
    ending: string;
    userId: string;
    userName: string;
    expiresAt: Date;
    lastUsedAt: Date | null;
  }[];
  accounts: { userId: string; userName: string; tokens: number }[];
}

const nameOf = (name: string): string => name || "somebody without a name";

/** What can upload by itself, whoever made it; an owner can end each token that is for this plugin alone. */
export function TokensSection({
  packageName,
  tokens,
  viewerId,
  isMaintainer,
  now,
  revoke,
}: {
  packageName: string;
  tokens: PluginTokensView;
  viewerId: string;
  /** An administrator may look on, and makes no tokens for it. */
  isMaintainer: boolean;
  now: Date;
  revoke: FormAction;
}) {
  return (
    <CardSection
      title="Tokens of all maintainers"
      id="tokens"
      aside={isMaintainer ? <a href={urls.tokens({ plugin: packageName })}>Make one, or see your own</a> : undefined}
    >
      {tokens.own.length === 0 ? <p className="text-[0.9375rem]">No token is for this plugin alone.</p> : null}
      <ul className="grid">
        {tokens.own.map((token) => (
          <li
            key={token.tokenId}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line py-2.5 first:border-t-0"
          >
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <span className="font-semibold">{token.name}</span> <span className="text-muted">(…{token.ending})</span> of{" "}
              {token.userId === viewerId ? "you" : nameOf(token.userName)}{" "}
              <span className="text-sm text-muted">
                until <Time at={token.expiresAt} />, {token.lastUsedAt ? "last used " : "never used"}
                {token.lastUsedAt ? <Time at={token.lastUsedAt} withTime /> : null}
              </span>{" "}
              <EndsSoon expiresAt={token.expiresAt} now={now} />
            </span>
            <RevokeToken action={revoke} fields={{ packageName, tokenId: token.tokenId }} name={token.name} />
          </li>
        ))}
      </ul>
      {tokens.accounts.map((one) => (
        <p key={one.userId} className="mt-2 text-sm text-muted">
          {one.userId === viewerId
            ? `You have ${plural(one.tokens, "token")} for all of your plugins, this one too.`
            : `${nameOf(one.userName)} has ${plural(one.tokens, "token")} for all of their plugins, this one too, until they leave or are removed.`}
        </p>
      ))}
    </CardSection>
  );
}
