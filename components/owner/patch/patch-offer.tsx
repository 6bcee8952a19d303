"use client";

import { Wrench } from "lucide-react";
import { plural } from "../../scan/words";
import { Alert } from "../../ui/alert";
import { ActionForm, type FormAction } from "../action-form";

/** On a version's page: that some of what was found can be mended by a machine. One press leads to the patch. */
export function PatchOffer({ versionId, fixable, ask }: { versionId: number; fixable: number; ask: FormAction }) {
  if (fixable === 0) return null;
  return (
    <Alert tone="info" title={`${plural(fixable, "finding")} can be fixed by a machine`}>
      <p className="mb-2">
        A patch shows what it would change and, after a scan of the result, what would remain. Nothing is uploaded by itself.
      </p>
      <ActionForm
        action={ask}
        fields={{ versionId }}
        pending="Preparing…"
        submit={
          <>
            <Wrench aria-hidden /> Show the patch
          </>
        }
      />
    </Alert>
  );
}
