import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { urls } from "@/lib/urls";
import type { FormAction } from "../owner/action-form";
import { Chip } from "../ui/chip";
import { Time } from "../ui/time";
import { endingWords } from "./ending-words";
import { RevokeToken } from "./revoke-token";

export interface TokenView {
  tokenId: string;
  name: string;
  ending: string;
  plugin: { packageName: string; name: string } | null;
  isUseful: boolean;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** Tokens without the tokens: what each is for, and when it was used. `revoke` only for those that still work. */
export function TokenList({ label, tokens, revoke, now }: { label: string; tokens: readonly TokenView[]; revoke?: FormAction; now: Date }) {
  return (
    <ul aria-label={label} className="rounded-card border border-line bg-surface">
      {tokens.map((token) => (
        <li
          key={token.tokenId}
          className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 border-b border-line p-4 last:border-b-0"
        >
          <div className="grid min-w-0 grow basis-72 gap-1.5">
            <p className="font-semibold [overflow-wrap:anywhere]">{token.name}</p>
            <dl className="flex flex-wrap gap-x-6 gap-y-1.5 text-[0.9375rem]">
              <Fact name="May upload to">
                <Scope token={token} />
              </Fact>
              <Fact name="Last used">{token.lastUsedAt ? <Time at={token.lastUsedAt} withTime /> : "never"}</Fact>
              <Fact name={token.revokedAt ? "Revoked" : "Works until"}>
                <Ending token={token} now={now} />
              </Fact>
              <Fact name="Made">
                <Time at={token.createdAt} />
              </Fact>
              <Fact name="Last characters">
                <code>…{token.ending}</code>
              </Fact>
            </dl>
          </div>
          {revoke ? <RevokeToken action={revoke} fields={{ tokenId: token.tokenId }} name={token.name} /> : null}
        </li>
      ))}
    </ul>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function Scope({ token }: { token: TokenView }) {
  if (!token.plugin) return "all my plugins, and new ones";
  if (!token.isUseful) return `nothing: you do not edit ${token.plugin.name} any more`;
  return <a href={urls.plugin(token.plugin.packageName)}>{token.plugin.name}</a>;
}

function Ending({ token, now }: { token: TokenView; now: Date }) {
  if (token.revokedAt) return <Time at={token.revokedAt} />;
  const soon = endingWords(token.expiresAt, now);
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Time at={token.expiresAt} />
      {soon ? (
        <Chip tone="warn" icon={<TriangleAlert aria-hidden />}>
          {soon}
        </Chip>
      ) : null}
    </span>
  );
}
