"use client";

import { Alert } from "../../ui/alert";
import { CardSection } from "../../ui/card";
import { Time } from "../../ui/time";
import { ActionForm, type FormAction } from "../action-form";
import { TextField } from "../text-field";

interface Facts {
  packageName: string;
  versions: number;
  wasEverPublic: boolean;
}

function consequences({ versions, wasEverPublic }: Facts): string {
  if (versions === 0) return "Nothing was uploaded yet, so there is nothing to keep: both names are free again at once.";
  const later = wasEverPublic
    ? "After that it is gone for good. Its package name is not given to anybody else, since people have the plugin installed."
    : "After that it is gone for good, and its names are free.";
  return `It disappears at once from lists, search, QGIS and its own pages, and nothing of it can be downloaded. For 30 days its owners can restore all of it here. ${later}`;
}

/** Asks for the package name: nobody deletes a plugin by a slip. Stands open, so that its answer is seen without JavaScript too. */
export function DeleteSection({ plugin, remove }: { plugin: Facts; remove: FormAction }) {
  const isEmpty = plugin.versions === 0;
  return (
    <CardSection title={isEmpty ? "Give the names up" : "Delete the plugin"}>
      <p className="mb-3 max-w-prose text-[0.9375rem]">{consequences(plugin)}</p>
      <ActionForm
        action={remove}
        fields={{ packageName: plugin.packageName }}
        submit={isEmpty ? "Give the names up" : "Delete the plugin"}
        pending={isEmpty ? "Giving up…" : "Deleting…"}
        variant="danger"
      >
        {(state) => (
          <div className="max-w-prose">
            <TextField
              label={
                <>
                  Type <code>{plugin.packageName}</code> to confirm
                </>
              }
              name="confirmation"
              state={state}
              spellCheck={false}
              autoCapitalize="none"
            />
          </div>
        )}
      </ActionForm>
    </CardSection>
  );
}

/** In place of everything else while the plugin is deleted. */
export function RestoreSection({ packageName, until, restore }: { packageName: string; until: Date; restore: FormAction | null }) {
  return (
    <Alert tone="warn" title="This plugin is deleted">
      <div className="grid gap-3">
        <p>
          Nobody but its maintainers and the administrators can see it. Until <Time at={until} withTime /> its owners can restore it with
          all its versions as they were.
        </p>
        {restore ? (
          <ActionForm action={restore} fields={{ packageName }} submit="Restore the plugin" pending="Restoring…" variant="primary" />
        ) : null}
      </div>
    </Alert>
  );
}
