import { CardSection } from "../../ui/card";
import { Chip } from "../../ui/chip";
import { Time } from "../../ui/time";
import { ActionForm, type FormAction } from "../action-form";
import { Reveal } from "../reveal";

export interface MaintainerView {
  userId: string;
  name: string;
  role: "owner" | "collaborator";
  isSuspended: boolean;
  since: Date;
}

const ROLE_WORDS = { owner: "Owner", collaborator: "Collaborator" } as const;

/** Who maintains the plugin. Owners can remove the others; everybody can leave, but not the last owner. */
export function PeopleSection({
  packageName,
  people,
  viewerId,
  mayManage,
  remove,
}: {
  packageName: string;
  people: readonly MaintainerView[];
  viewerId: string;
  mayManage: boolean;
  remove: FormAction;
}) {
  const owners = people.filter((one) => one.role === "owner" && !one.isSuspended);
  return (
    <CardSection title="People">
      <div className="grid gap-4">
        <p className="max-w-prose text-[0.9375rem]">
          Collaborators upload versions, withdraw them and publish them again, acknowledge findings and ask for acceptances. Owners may also
          decide who maintains the plugin, hand it over and delete it. Each gets the mails about its checks.
        </p>
        <ul className="grid">
          {people.map((one) => {
            const isLastOwner = one.role === "owner" && owners.every((owner) => owner.userId === one.userId);
            const isOwn = one.userId === viewerId;
            return (
              <li
                key={one.userId}
                className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-t border-line py-3 last:pb-0"
              >
                <div className="min-w-0 [overflow-wrap:anywhere]">
                  <span className="font-semibold">{one.name || "Somebody without a name"}</span>{" "}
                  {isOwn ? <span className="text-muted">(you)</span> : null} {one.isSuspended ? <Chip tone="warn">Suspended</Chip> : null}
                  <p className="text-sm text-muted">
                    {ROLE_WORDS[one.role]} since <Time at={one.since} />
                  </p>
                </div>
                {isLastOwner ? (
                  <span className="text-sm text-muted">
                    {isOwn || !mayManage ? "The only owner cannot leave" : "The only owner cannot be removed: transfer the plugin instead"}
                  </span>
                ) : isOwn || mayManage ? (
                  <RemoveForm packageName={packageName} person={one} isOwn={isOwn} remove={remove} />
                ) : null}
              </li>
            );
          })}
        </ul>
      </div>
    </CardSection>
  );
}

function RemoveForm({
  packageName,
  person,
  isOwn,
  remove,
}: {
  packageName: string;
  person: MaintainerView;
  isOwn: boolean;
  remove: FormAction;
}) {
  const name = person.name || "this person";
  return (
    <Reveal label={isOwn ? "Leave…" : "Remove…"} variant="danger">
      <p>
        {isOwn
          ? "You can upload no more versions and see no drafts. Your tokens for this plugin stop working. Only an owner can invite you again."
          : `${name} can upload no more versions and sees no drafts. Their tokens for this plugin stop working at once.`}
      </p>
      <ActionForm
        action={remove}
        fields={{ packageName, userId: person.userId }}
        submit={isOwn ? "Leave the plugin" : `Remove ${name}`}
        pending={isOwn ? "Leaving…" : "Removing…"}
        variant="danger"
      />
    </Reveal>
  );
}
