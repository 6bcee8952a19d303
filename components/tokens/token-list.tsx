import { TriangleAlert } from "lucide-react";
import { urls } from "@/lib/urls";
import { ActionForm, type FormAction } from "../owner/action-form";
import { Chip } from "../ui/chip";
import { Table, Td, Th } from "../ui/table";
import { Time } from "../ui/time";
import { endingWords } from "./ending-words";

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
    <Table label={label}>
      <thead>
        <tr>
          <Th>Name</Th>
          <Th>May upload to</Th>
          <Th>Last used</Th>
          <Th>{revoke ? "Works until" : "Ended"}</Th>
          {revoke ? (
            <Th>
              <span className="sr-only">Revoke</span>
            </Th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <tr key={token.tokenId}>
            <Td className="min-w-36">
              <span className="font-semibold [overflow-wrap:anywhere]">{token.name}</span>
              <span className="block text-sm text-muted">
                ends with <code>{token.ending}</code>, made <Time at={token.createdAt} />
              </span>
            </Td>
            <Td className="min-w-32">
              <Scope token={token} />
            </Td>
            <Td className="whitespace-nowrap">{token.lastUsedAt ? <Time at={token.lastUsedAt} withTime /> : "never"}</Td>
            <Td className="whitespace-nowrap">
              <Ending token={token} now={now} />
            </Td>
            {revoke ? (
              <Td>
                <ActionForm
                  action={revoke}
                  fields={{ tokenId: token.tokenId }}
                  variant="danger"
                  submit={
                    <>
                      Revoke<span className="sr-only"> {token.name}</span>
                    </>
                  }
                  pending="Revoking…"
                />
              </Td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Scope({ token }: { token: TokenView }) {
  if (!token.plugin) return "all my plugins, and new ones";
  if (!token.isUseful) return `${token.plugin.name}, which you do not edit any more: it uploads nothing`;
  return <a href={urls.plugin(token.plugin.packageName)}>{token.plugin.name}</a>;
}

function Ending({ token, now }: { token: TokenView; now: Date }) {
  if (token.revokedAt) {
    return (
      <>
        revoked <Time at={token.revokedAt} />
      </>
    );
  }
  const soon = endingWords(token.expiresAt, now);
  return (
    <div className="grid justify-items-start gap-1">
      <Time at={token.expiresAt} />
      {soon ? (
        <Chip tone="warn" icon={<TriangleAlert aria-hidden />}>
          {soon}
        </Chip>
      ) : null}
    </div>
  );
}
