import { tellVerdictChanges } from "@/db/commands/tell-verdict-changes";
import { defineTask } from "../define-task";

export const tellVerdictChangesTask = defineTask("tell_verdict_changes", (_payload, { db }) => tellVerdictChanges(db));
